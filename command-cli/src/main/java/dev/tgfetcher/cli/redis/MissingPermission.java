package dev.tgfetcher.cli.redis;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/**
 * A permission that a Redis user lacks.
 *
 * @param action that Redis refused: the name of the command, and of the kind of key or channel if
 *     only that was refused
 */
public record MissingPermission(String action) {
  private static final Pattern REFUSED = Pattern.compile("NOPERM|can't run this command");
  private static final Pattern BY_REDIS = Pattern.compile("'([a-z_|]+)' command");
  private static final Pattern BY_REDISSON = Pattern.compile("command: \\((\\w+)");

  /** Reads the permission from a failure; empty if the failure has another cause. */
  public static Optional<MissingPermission> in(@Nullable Throwable failure) {
    if (!(failure instanceof RedisException) || failure.getMessage() == null) {
      return Optional.empty();
    }
    String message = failure.getMessage();
    String plain = RedisFailure.withoutInternals(message);
    return REFUSED.matcher(plain).find()
        ? Optional.of(new MissingPermission(action(plain, message)))
        : Optional.empty();
  }

  private static String action(String plain, String message) {
    String command =
        Stream.of(BY_REDIS.matcher(plain), BY_REDISSON.matcher(message))
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1).toUpperCase(Locale.ROOT))
            .findFirst()
            .orElse("use");
    if (plain.contains("channel")) {
      return command + " one of the channels";
    }
    return plain.contains("key") ? command + " one of the keys" : command;
  }

  /** The message for an operator, with the remedy. */
  public String message(String user) {
    return "Redis' user %s may not %s: use the operator's REDIS_URL (users: src/redis/users.acl)"
        .formatted(user, action);
  }
}
