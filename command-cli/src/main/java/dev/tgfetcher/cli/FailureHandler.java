package dev.tgfetcher.cli;

import dev.tgfetcher.cli.audit.AuditUnfinishedException;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.redis.MissingPermission;
import dev.tgfetcher.cli.redis.RedisFailure;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.session.NoSessionException;
import dev.tgfetcher.telegram.SecretMask;
import dev.tgfetcher.telegram.library.TdlibUnavailableException;
import dev.tgfetcher.telegram.login.LoginFailedException;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.upkeep.WorkerIdTakenException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redisson.client.RedisException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns each failure of a subcommand into one red line and an exit code. */
final class FailureHandler
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  private static final String HINT = " (LOG_LEVEL=DEBUG shows where)";

  /** Failures whose message is complete for an operator. */
  private static final List<Class<? extends Exception>> SELF_EXPLAINING =
      List.of(
          CliException.class,
          AuditUnfinishedException.class,
          ConfigException.class,
          RedisUnreachableException.class,
          TdlibUnavailableException.class,
          StorageException.class,
          LoginFailedException.class,
          SessionUnavailableException.class,
          NoSessionException.class,
          WorkerIdTakenException.class);

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
    printLine(err, message(failure, subcommand));
    for (Throwable other : failure.getSuppressed()) {
      if (other instanceof AuditUnfinishedException unfinished) {
        printLine(err, message(unfinished, subcommand));
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
            ? message(unmatched)
            : String.valueOf(failure.getMessage()));
    err.println("Try '" + subcommand.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String message(UnmatchedArgumentException failure) {
    String refusal = "unknown " + kind(failure) + " '" + failure.getUnmatched().get(0) + "'";
    return failure.getSuggestions().stream()
        .findFirst()
        .map(nearest -> refusal + "; did you mean '" + nearest + "'?")
        .orElse(refusal);
  }

  private static String kind(UnmatchedArgumentException failure) {
    if (failure.isUnknownOption()) {
      return "option";
    }
    return failure.getCommandLine().getSubcommands().isEmpty() ? "argument" : "subcommand";
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
    if (failure instanceof NoSessionException || isSessionGone(failure)) {
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

  private static String message(Exception failure, CommandLine subcommand) {
    Optional<String> denied = AccessDenied.in(failure);
    if (denied.isPresent()) {
      return denied.get();
    }
    if (SELF_EXPLAINING.stream().anyMatch(type -> type.isInstance(failure))) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof FileSystemException file) {
      return file.getFile() + ": " + reason(file);
    }
    if (failure instanceof RedisException redis) {
      return message(redis, subcommand);
    }
    return failure instanceof IOException
        ? String.valueOf(failure.getMessage())
        : "unexpected: " + failure + HINT;
  }

  private static String message(RedisException failure, CommandLine subcommand) {
    String message = RedisFailure.message(failure, user(subcommand));
    boolean isExpected = RedisFailure.isAway(failure) || MissingPermission.in(failure).isPresent();
    return isExpected ? message : "unexpected: " + message + HINT;
  }

  /** The Redis user of the subcommand. */
  private static String user(CommandLine subcommand) {
    CommandSpec connection = subcommand.getCommandSpec().mixins().get("connection");
    return connection != null && connection.userObject() instanceof ConnectionOptions options
        ? options.user()
        : ConnectionOptions.DEFAULT_USER;
  }

  private static String reason(FileSystemException failure) {
    if (failure.getReason() != null) {
      return failure.getReason();
    }
    return failure instanceof NoSuchFileException
        ? "there is no such file or folder"
        : failure.getClass().getSimpleName();
  }
}
