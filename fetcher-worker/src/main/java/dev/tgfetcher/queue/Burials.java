package dev.tgfetcher.queue;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.CommandParser;
import dev.tgfetcher.schema.DeadLetter;
import dev.tgfetcher.schema.ErrorType;
import dev.tgfetcher.schema.ParsedCommand;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes the dead letters of commands that are given up. */
public final class Burials {
  private final EventFactory events;
  private final String workerId;
  private final InstantSource clock;

  public Burials(EventFactory events, String workerId, InstantSource clock) {
    this.events = events;
    this.workerId = workerId;
    this.clock = clock;
  }

  /** A payload that no worker can obey. */
  public Burial malformed(Payload payload, ParsedCommand.Invalid invalid) {
    Failure failure = new Failure(ErrorType.INVALID_COMMAND, invalid.message());
    return burial(payload, invalid, invalid.chat(), failure, 0, 0, workerId);
  }

  /** A command whose last attempt failed. */
  public Burial failed(Lease lease, Failure failure) {
    return burial(
        lease.payload(),
        new ParsedCommand.Valid(lease.command()),
        lease.command().chat().folder(),
        failure,
        lease.failedAttempts(),
        lease.interruptions(),
        workerId);
  }

  /** A command on which workers died. */
  public Burial interrupted(Payload payload, String lastWorker, int interruptions) {
    ParsedCommand parsed = CommandParser.parse(payload.bytes());
    Failure failure =
        new Failure(
            ErrorType.INTERRUPTED,
            "%d workers died with it in hand, the last one was %s"
                .formatted(interruptions, lastWorker));
    return burial(payload, parsed, chat(parsed), failure, 0, interruptions, lastWorker);
  }

  private static @Nullable String chat(ParsedCommand parsed) {
    return parsed instanceof ParsedCommand.Valid valid
        ? valid.command().chat().folder()
        : ((ParsedCommand.Invalid) parsed).chat();
  }

  private Burial burial(
      Payload payload,
      ParsedCommand parsed,
      @Nullable String chat,
      Failure failure,
      int retries,
      int interruptions,
      String worker) {
    return new Burial(
        DeadLetter.of(
            payload.text(),
            clock.instant(),
            failure.message(),
            failure.type(),
            retries,
            interruptions,
            worker,
            parsed.correlationId()),
        events.deadLettered(parsed.commandId(), parsed.correlationId(), chat, failure, retries));
  }
}
