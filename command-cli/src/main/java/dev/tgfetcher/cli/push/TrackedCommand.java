package dev.tgfetcher.cli.push;

import dev.tgfetcher.batch.UnchangedDay;
import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pushed command with the results that its events have reported. */
final class TrackedCommand {
  private final FetchCommand command;
  private final String payload;
  private final Set<String> endedParts = new HashSet<>();
  private final Set<String> days = new HashSet<>();
  private long messages;
  private long messagesOfCurrentDay;
  private final List<UnchangedDay> unchanged = new ArrayList<>();
  private int skipped;
  private int parts;
  private boolean settled;
  private boolean cancelled;
  private int cancelledParts;
  private @Nullable String errorType;
  private @Nullable String error;

  /**
   * Creates a command without results.
   *
   * @param payload its element of the queue
   */
  TrackedCommand(FetchCommand command, String payload) {
    this.command = command;
    this.payload = payload;
  }

  String payload() {
    return payload;
  }

  FetchCommand command() {
    return command;
  }

  /** Takes an event of the command or of one of its parts. */
  void onEvent(EventLine event) {
    boolean ofPart = !event.field("command_id").equals(command.commandId());
    switch (event.name()) {
      case FetchProgress.NAME -> messagesOfCurrentDay = event.number("messages_fetched");
      case MessagesFetched.NAME -> {
        messagesOfCurrentDay = 0;
        if (days.add(event.date())) {
          messages += event.number("message_count");
        }
        endPart(ofPart, event);
      }
      case FetchSkipped.NAME -> {
        skipped += event.skippedDays();
        event.unchangedDay().ifPresent(unchanged::add);
        endPart(ofPart, event);
      }
      case CommandDeadLettered.NAME -> {
        errorType = event.field("error_type");
        error = event.field("error");
        settled |= !ofPart;
        endPart(ofPart, event);
      }
      default -> {
        // Other events report no progress.
      }
    }
  }

  private void endPart(boolean ofPart, EventLine event) {
    if (ofPart) {
      endedParts.add(event.field("command_id"));
    }
  }

  /**
   * Marks the command as settled: no worker will take it again.
   *
   * @param allParts the number of its parts; 0 if it was not split
   */
  void settled(int allParts) {
    settled = true;
    parts = allParts;
  }

  /** Marks the command as cancelled by an operator. */
  void cancelled() {
    settled = true;
    cancelled = true;
  }

  /** Marks a part as cancelled by an operator. */
  void partCancelled(String id) {
    if (endedParts.add(id)) {
      cancelledParts++;
    }
  }

  boolean isSettled() {
    return settled;
  }

  boolean hasEnded() {
    return settled && endedParts.size() >= parts;
  }

  boolean hasFailed() {
    return isCancelled() || errorType != null;
  }

  long messages() {
    return messages + messagesOfCurrentDay;
  }

  /** How many parts have not ended; 1 for an open command without parts. */
  int left() {
    return hasEnded() ? 0 : Math.max(1, parts - endedParts.size());
  }

  int size() {
    return Math.max(1, parts);
  }

  PushedCommand result() {
    return new PushedCommand(
        command.chat().canonical(),
        command.mode().wireName(),
        command.commandId(),
        command.correlationId(),
        outcome(),
        days.size(),
        skipped,
        List.copyOf(unchanged),
        messages,
        errorType,
        error());
  }

  private @Nullable String error() {
    return error == null && cancelledParts > 0
        ? cancelledParts + " of " + parts + " days were cancelled"
        : error;
  }

  private String outcome() {
    if (!hasEnded()) {
      return "waiting";
    }
    if (errorType != null) {
      return "failed";
    }
    if (isCancelled()) {
      return "cancelled";
    }
    boolean nothingNew = days.isEmpty() && skipped > 0 && unchanged.size() == skipped;
    return nothingNew ? "unchanged" : "done";
  }

  private boolean isCancelled() {
    return cancelled || cancelledParts > 0;
  }
}
