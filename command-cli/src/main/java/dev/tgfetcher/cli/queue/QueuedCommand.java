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
 * @param dueAt when a retry is due; null for a twin, which waits for the end of another copy
 * @param worker the worker that has the command; null if none has
 */
public record QueuedCommand(
    State state,
    Payload payload,
    ParsedCommand parsed,
    @Nullable Instant dueAt,
    @Nullable String worker) {

  /** Where the command is. */
  public enum State {
    processing,
    pending,
    delayed
  }

  public static QueuedCommand processing(Payload payload, String worker) {
    return new QueuedCommand(State.processing, payload, parse(payload), null, worker);
  }

  static QueuedCommand pending(Payload payload) {
    return new QueuedCommand(State.pending, payload, parse(payload), null, null);
  }

  static QueuedCommand delayed(Payload payload, Instant dueAt) {
    return new QueuedCommand(State.delayed, payload, parse(payload), dueAt, null);
  }

  static QueuedCommand twin(Payload payload) {
    return new QueuedCommand(State.delayed, payload, parse(payload), null, null);
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
