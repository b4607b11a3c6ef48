package dev.tgfetcher.cli.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that has not ended.
 *
 * @param payload the element in Redis, or the beginning of one that is too long for a command
 * @param dueAt when a retry is due; null for a twin, which waits for the end of another copy
 * @param worker the worker that has the command; null if none has
 * @param size the bytes of the whole element
 */
public record QueuedCommand(
    State state,
    Payload payload,
    ParsedCommand parsed,
    @Nullable Instant dueAt,
    @Nullable String worker,
    long size) {

  /** Where the command is. */
  public enum State {
    processing,
    pending,
    low,
    delayed,
    paused
  }

  private static final int SHOWN_OF_LONG = 200;

  public static QueuedCommand processing(Payload payload, String worker) {
    return new QueuedCommand(
        State.processing, payload, parse(payload), null, worker, payload.size());
  }

  static QueuedCommand pending(StoredElement element) {
    return waiting(State.pending, element.beginning(), element, element.size());
  }

  static QueuedCommand low(StoredElement element) {
    return waiting(State.low, element.beginning(), element, element.size());
  }

  static QueuedCommand delayed(StoredElement element) {
    return waiting(State.delayed, element.beginning(), element, element.size());
  }

  static QueuedCommand paused(StoredElement element) {
    return waiting(State.paused, element.beginning(), element, element.size());
  }

  static QueuedCommand twin(StoredElement element) {
    Payload payload = Payload.ofTwin(element.beginning().bytes());
    int before = element.beginning().size() - payload.size();
    return waiting(State.delayed, payload, element, element.size() - before);
  }

  private static QueuedCommand waiting(
      State state, Payload payload, StoredElement element, long size) {
    return new QueuedCommand(state, payload, parse(payload), element.score(), null, size);
  }

  /** The payload as text; the beginning of one that is too long for a command. */
  String text() {
    return size == payload.size()
        ? payload.text()
        : "%s... (%d bytes)".formatted(payload.text().substring(0, SHOWN_OF_LONG), size);
  }

  /** Whether it waits for the end of another copy of the same payload. */
  public boolean isTwin() {
    return state == State.delayed && dueAt == null;
  }

  private static ParsedCommand parse(Payload payload) {
    return CommandParser.parse(payload.bytes());
  }

  public String commandId() {
    return parsed.commandId();
  }

  /** The chat as the command names it; empty if the command is malformed. */
  public String chat() {
    return command().map(command -> command.chat().canonical()).orElse("");
  }

  /** The name of the chat's folder in the archive; empty if the command is malformed. */
  String chatFolder() {
    return command().map(command -> command.chat().folder()).orElse("");
  }

  /** The name of the mode, or {@code malformed}; a worker will dead-letter a malformed command. */
  public String mode() {
    return command().map(command -> command.mode().wireName()).orElse("malformed");
  }

  public String requestedBy() {
    return command().map(FetchCommand::requestedBy).orElse("");
  }

  /** The timestamp of the command; null if it has none, or none that can be parsed. */
  public @Nullable Instant sentAt() {
    try {
      return command().map(FetchCommand::timestamp).map(Instant::parse).orElse(null);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private Optional<FetchCommand> command() {
    return parsed instanceof ParsedCommand.Valid valid
        ? Optional.of(valid.command())
        : Optional.empty();
  }
}
