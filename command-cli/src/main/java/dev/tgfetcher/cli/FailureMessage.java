package dev.tgfetcher.cli;

import dev.tgfetcher.cli.audit.AuditUnfinishedException;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.redis.MissingPermission;
import dev.tgfetcher.cli.redis.RedisFailure;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.session.NoSessionException;
import dev.tgfetcher.telegram.library.TdlibUnavailableException;
import dev.tgfetcher.telegram.login.LoginFailedException;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.upkeep.WorkerIdTakenException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redisson.client.RedisException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the message for an operator: the thing, the value and the remedy. */
final class FailureMessage {
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

  private FailureMessage() {}

  /** The message for a word that is no subcommand, option or argument here. */
  static String of(UnmatchedArgumentException failure) {
    String refusal = "unknown " + kind(failure) + " '" + failure.getUnmatched().get(0) + "'";
    String word = failure.getUnmatched().get(0);
    return Stream.concat(
            failure.getCommandLine().getSubcommands().keySet().stream()
                .filter(name -> isOneEdit(word, name)),
            failure.getSuggestions().stream())
        .findFirst()
        .map(nearest -> refusal + "; did you mean '" + nearest + "'?")
        .orElse(refusal);
  }

  /**
   * Whether one character was mistyped, left out or added. Of equal similarities picocli has one.
   */
  private static boolean isOneEdit(String typed, String meant) {
    int longest = Math.max(typed.length(), meant.length());
    int shortest = Math.min(typed.length(), meant.length());
    int start = 0;
    while (start < shortest && typed.charAt(start) == meant.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shortest - start
        && typed.charAt(typed.length() - 1 - end) == meant.charAt(meant.length() - 1 - end)) {
      end++;
    }
    return longest - start - end == 1;
  }

  private static String kind(UnmatchedArgumentException failure) {
    if (failure.isUnknownOption()) {
      return "option";
    }
    return failure.getCommandLine().getSubcommands().isEmpty() ? "argument" : "subcommand";
  }

  /** The message for a failure of a subcommand. */
  static String of(Exception failure, CommandLine subcommand) {
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
    if (RedisFailure.isAway(failure) || MissingPermission.in(failure).isPresent()) {
      return message;
    }
    RedisFault fault = RedisFault.of(failure);
    if (fault == RedisFault.OTHER) {
      return "unexpected: " + message + HINT;
    }
    return connection(subcommand)
        .flatMap(connection -> connection.explain(failure))
        .orElseGet(
            () ->
                "Redis %s: %s (%s)"
                    .formatted(fault.words(), fault.remedy(), RedisFault.reply(failure)));
  }

  /** The Redis user of the subcommand. */
  private static String user(CommandLine subcommand) {
    return connection(subcommand)
        .map(ConnectionOptions::user)
        .orElse(ConnectionOptions.DEFAULT_USER);
  }

  private static Optional<ConnectionOptions> connection(CommandLine subcommand) {
    CommandSpec connection = subcommand.getCommandSpec().mixins().get("connection");
    return connection != null && connection.userObject() instanceof ConnectionOptions options
        ? Optional.of(options)
        : Optional.empty();
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
