package dev.tgfetcher.schema.command;

/**
 * A field of a command is invalid. {@link CommandParser} catches it and returns a {@link
 * ParsedCommand.Invalid}.
 */
public final class InvalidFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  InvalidFieldException(String field, String problem) {
    super(field + ": " + problem, null, false, false);
    this.field = field;
    this.problem = problem;
  }

  String field() {
    return field;
  }

  String problem() {
    return problem;
  }
}
