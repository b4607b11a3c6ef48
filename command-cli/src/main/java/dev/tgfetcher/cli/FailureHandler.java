package dev.tgfetcher.cli;

import dev.tgfetcher.cli.audit.AuditUnfinishedException;
import dev.tgfetcher.cli.redis.RedisFailure;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.session.NoSessionException;
import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns each failure of a subcommand into one red line and an exit code. */
final class FailureHandler
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  private final CliContext context;

  FailureHandler(CliContext context) {
    this.context = context;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine subcommand, ParseResult arguments) {
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    PrintWriter err = subcommand.getErr();
    printLine(err, FailureMessage.of(failure, subcommand));
    for (Throwable other : failure.getSuppressed()) {
      if (other instanceof AuditUnfinishedException unfinished) {
        printLine(err, FailureMessage.of(unfinished, subcommand));
      }
    }
    if ("DEBUG".equals(context.environment().get("LOG_LEVEL"))) {
      failure.printStackTrace(err);
    }
    return exitCode(failure);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine subcommand = failure.getCommandLine();
    PrintWriter err = subcommand.getErr();
    printLine(
        err,
        failure instanceof UnmatchedArgumentException unmatched
            ? FailureMessage.of(unmatched)
            : String.valueOf(failure.getMessage()));
    err.println("Try '" + subcommand.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private void printLine(PrintWriter err, String message) {
    String line = message.lines().map(String::strip).collect(Collectors.joining("; "));
    String text = SecretMask.apply("error: " + line);
    err.println(context.terminal().errColours().enabled() ? red(text) : text);
    err.flush();
  }

  private static String red(String text) {
    return "\u001b[31m" + text + "\u001b[0m";
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof CliException expected) {
      return expected.exitCode();
    }
    if (failure instanceof ConfigException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof NoSessionException none) {
      return none.isFrozen() ? ExitCode.FAILED : ExitCode.NOT_LOGGED_IN;
    }
    if (isSessionGone(failure)) {
      return ExitCode.NOT_LOGGED_IN;
    }
    Throwable reason = failure instanceof AuditUnfinishedException ? failure.getCause() : failure;
    return RedisFailure.isAway(reason) ? ExitCode.REDIS_UNREACHABLE : ExitCode.FAILED;
  }

  private static boolean isSessionGone(Exception failure) {
    return failure instanceof SessionUnavailableException session
        && (session.problem() == SessionProblem.NOT_LOGGED_IN
            || session.problem() == SessionProblem.SESSION_ENDED);
  }
}
