package dev.tgfetcher.schema.command;

import org.jspecify.annotations.Nullable;

/** What a payload turned out to be. Both kinds have ids, so that either can be traced. */
public sealed interface ParsedCommand {

  String commandId();

  String correlationId();

  record Valid(FetchCommand command) implements ParsedCommand {
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
   * A payload that no worker can obey.
   *
   * @param field the field to mend, or {@code payload} when it is the whole
   * @param problem what is wrong with it, free of control characters
   * @param chat the chat as folders and events name it; null when that is not known
   */
  record Invalid(
      String field, String problem, String commandId, String correlationId, @Nullable String chat)
      implements ParsedCommand {

    /** The field and its problem in one line. */
    public String message() {
      return field + ": " + problem;
    }
  }
}
