package dev.tgfetcher.schema.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of parsing a payload. Both kinds have ids, so both can be traced. */
public sealed interface ParsedCommand {

  String commandId();

  String correlationId();

  /**
   * A valid payload.
   *
   * @param notes the fields that the worker ignores, with the reason, for its log
   */
  record Valid(FetchCommand command, List<String> notes) implements ParsedCommand {
    public Valid {
      notes = List.copyOf(notes);
    }

    public Valid(FetchCommand command) {
      this(command, List.of());
    }

    @Override
    public String commandId() {
      return command.commandId();
    }

    @Override
    public String correlationId() {
      return command.correlationId();
    }
  }

  /**
   * An invalid payload.
   *
   * @param field the invalid field, or {@code payload} for the payload as a whole
   * @param problem the problem of the field, without control characters
   * @param chat the chat without {@code @}; null when it is unknown
   * @param batchId the batch of the command; null when it has none, or none that is valid
   */
  record Invalid(
      String field,
      String problem,
      String commandId,
      String correlationId,
      @Nullable String chat,
      @Nullable String batchId)
      implements ParsedCommand {

    /** The field and its problem, in one line. */
    public String message() {
      return field + ": " + problem;
    }
  }
}
