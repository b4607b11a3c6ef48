package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.cli.terminal.CliException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns a failure of DuckDB into one line for the operator, and an exit code. */
final class SqlFailure {
  /** DuckDB puts this line before the message of a statement whose rows are streamed. */
  private static final String WRAPPED =
      "(?s)^Invalid Input Error: .*?pending query result\nError: ";

  private static final String PLACE = "LINE \\d+:.*";
  private static final String INTERRUPTED = "interrupt error";
  private static final String FULL_DISK = "no space left on device";

  /** Failures of the machine, not of the statement. */
  private static final List<String> OF_THE_MACHINE =
      List.of("out of memory error", "io error", "internal error", "fatal error");

  private SqlFailure() {}

  /** The failure of a statement that the operator wrote. */
  static CliException ofStatement(SQLException failure) throws InterruptedException {
    String message = message(failure);
    if (isInterrupt(message)) {
      throw new InterruptedException(message);
    }
    return isOfTheMachine(message)
        ? CliException.failed(withRemedy(message))
        : CliException.wrongUsage(message);
  }

  /** The failure of a statement of this program. */
  static CliException ofProgram(SQLException failure) throws InterruptedException {
    String message = message(failure);
    if (isInterrupt(message)) {
      throw new InterruptedException(message);
    }
    return CliException.failed(withRemedy(message));
  }

  /** DuckDB's message without the excerpt of the statement below it. */
  static String message(SQLException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst(WRAPPED, "")
        .lines()
        .takeWhile(line -> !line.matches(PLACE))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static boolean isInterrupt(String message) {
    return lower(message).startsWith(INTERRUPTED);
  }

  private static boolean isOfTheMachine(String message) {
    return OF_THE_MACHINE.stream().anyMatch(lower(message)::startsWith);
  }

  private static String withRemedy(String message) {
    if (lower(message).contains(FULL_DISK)) {
      return message + "; free some space, or name another disk by --temp-dir or --into";
    }
    return lower(message).startsWith("out of memory error")
        ? "DuckDB has not enough memory or temporary space: "
            + message
            + "; choose fewer days by --from and --to, or give more by --memory"
        : message;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
