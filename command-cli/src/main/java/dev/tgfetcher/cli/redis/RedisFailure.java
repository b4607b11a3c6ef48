package dev.tgfetcher.cli.redis;

import static java.util.regex.Pattern.DOTALL;

import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

/** Turns failures of Redisson into messages for an operator. */
public final class RedisFailure {
  private static final String UNNAMED = "of this REDIS_URL";

  /** The connections, promises and payloads that Redisson adds to its messages. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "[.,]? (?:channel: \\[|params: \\[|promise: |connection: \\[?Redis).*", DOTALL);

  private static final Pattern COMMAND = Pattern.compile("command: \\((\\w+).*", DOTALL);
  private static final Pattern OBJECT =
      Pattern.compile("(?:java|org)\\.[\\w.$]+@\\w+(?:\\[[^]]*])?");

  private RedisFailure() {}

  /** Whether the server could not be reached, or the connection broke. */
  public static boolean isAway(@Nullable Throwable failure) {
    return failure instanceof RedisUnreachableException
        || failure instanceof RedisConnectionException
        || failure instanceof RedisTimeoutException
        || isBrokenConnection(failure);
  }

  /** The message for an operator. */
  public static String message(Throwable failure) {
    return message(failure, UNNAMED);
  }

  /**
   * The message for an operator.
   *
   * @param user the Redis user of the connection, who may lack a permission
   */
  public static String message(Throwable failure, String user) {
    return MissingPermission.in(failure)
        .map(permission -> permission.message(user))
        .orElseGet(() -> plain(failure));
  }

  private static String plain(Throwable failure) {
    if (RedisFault.of(failure) == RedisFault.OUT_OF_MEMORY) {
      return RedisFault.reply(failure);
    }
    Throwable cause = failure.getCause();
    return cause != null && isBrokenConnection(failure)
        ? "the connection to Redis broke: " + cause.getMessage()
        : withoutInternals(String.valueOf(failure.getMessage()));
  }

  /** The message without the objects of Redisson. */
  static String withoutInternals(String message) {
    String text = INTERNALS.matcher(message).replaceFirst("");
    text = COMMAND.matcher(text).replaceFirst("$1");
    return OBJECT.matcher(text).replaceAll("").strip();
  }

  /** Redisson wraps the failure of a broken connection into an unexpected exception. */
  private static boolean isBrokenConnection(@Nullable Throwable failure) {
    return failure instanceof RedisException && failure.getCause() instanceof IOException;
  }
}
