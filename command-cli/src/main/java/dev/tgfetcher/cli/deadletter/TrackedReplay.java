package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.push.CommandTracker;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replays dead letters, and tracks the commands that return to the queue. */
record TrackedReplay(DeadLetters letters, CommandTracker tracker) {

  /** Starts to track the commands of letters that are replayed next. */
  void track(List<StoredLetter> batch) {
    Map<FetchCommand, String> payloads = new LinkedHashMap<>();
    for (StoredLetter stored : batch) {
      command(stored).ifPresent(command -> payloads.put(command, payload(stored)));
    }
    tracker.track(payloads);
  }

  /** Replays a letter; false if it was no longer there. */
  boolean replay(StoredLetter stored) {
    boolean isReplayed = letters.replay(stored);
    if (!isReplayed) {
      command(stored).ifPresent(tracker::forget);
    }
    return isReplayed;
  }

  private static Optional<FetchCommand> command(StoredLetter stored) {
    return CommandParser.parse(payload(stored)) instanceof ParsedCommand.Valid valid
        ? Optional.of(valid.command())
        : Optional.empty();
  }

  private static String payload(StoredLetter stored) {
    return stored.letter() == null ? "" : stored.letter().replayPayload();
  }
}
