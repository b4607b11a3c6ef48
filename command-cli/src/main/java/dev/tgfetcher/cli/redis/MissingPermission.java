package dev.tgfetcher.cli.redis;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/**
 * A right that a user of Redis was not given.
 *
 * @param deed that was refused: a command as Redis names it, and what it was meant for if that
 *     alone was refused
 */
public record MissingPermission(String deed) {
  private static final Pattern REFUSED = Pattern.compile("NOPERM|can't run this command");
  private static final Pattern BY_REDIS = Pattern.compile("'([a-z_|]+)' command");
  private static final Pattern BY_REDISSON = Pattern.compile("command: \\((\\w+)");

  /** Empty if it failed of something else. */
  public static Optional<MissingPermission> in(@Nullable Throwable failure) {
    if (!(failure instanceof RedisException) || failure.getMessage() == null) {
      return Optional.empty();
    }
    String message = failure.getMessage();
    String said = RedisFailure.withoutInternals(message);
    return REFUSED.matcher(said).find()
        ? Optional.of(new MissingPermission(deed(said, message)))
        : Optional.empty();
  }

  private static String deed(String said, String message) {
    String command =
        Stream.of(BY_REDIS.matcher(said), BY_REDISSON.matcher(message))
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1).toUpperCase(Locale.ROOT))
            .findFirst()
            .orElse("use");
    if (said.contains("channel")) {
      return command + " one of the channels";
    }
    return said.contains("key") ? command + " one of the keys" : command;
  }

  /** In words for an operator. */
  public String message(String user) {
    return "Redis' user %s may not %s: use the operator's REDIS_URL (users: src/redis/users.acl)"
        .formatted(user, deed);
  }
}
