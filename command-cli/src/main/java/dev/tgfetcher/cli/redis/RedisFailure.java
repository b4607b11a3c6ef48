package dev.tgfetcher.cli.redis;

import static java.util.regex.Pattern.DOTALL;

import dev.tgfetcher.redis.RedisUnreachableException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

/** What Redisson means to say. */
public final class RedisFailure {
  private static final String UNNAMED = "of this REDIS_URL";

  /** Connections, promises and payloads, which Redisson adds to what it has to say. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "[.,]? (?:channel: \\[|params: \\[|promise: |connection: \\[?Redis).*", DOTALL);

  private static final Pattern COMMAND = Pattern.compile("command: \\((\\w+).*", DOTALL);
  private static final Pattern OBJECT =
      Pattern.compile("(?:java|org)\\.[\\w.$]+@\\w+(?:\\[[^]]*])?");

  private RedisFailure() {}

  /** Whether the server could not be reached, or was lost on the way. */
  public static boolean isAway(@Nullable Throwable failure) {
    return failure instanceof RedisUnreachableException
        || failure instanceof RedisConnectionException
        || failure instanceof RedisTimeoutException
        || isLost(failure);
  }

  /** In words for an operator. */
  public static String message(Throwable failure) {
    return message(failure, UNNAMED);
  }

  /**
   * In words for an operator.
   *
   * @param user whose rights in Redis are at stake
   */
  public static String message(Throwable failure, String user) {
    return MissingPermission.in(failure)
        .map(right -> right.message(user))
        .orElseGet(() -> plain(failure));
  }

  private static String plain(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null && isLost(failure)
        ? "Redis was lost on the way: " + cause.getMessage()
        : withoutInternals(String.valueOf(failure.getMessage()));
  }

  /** What is left when Redisson's own objects are taken out. */
  static String withoutInternals(String message) {
    String text = INTERNALS.matcher(message).replaceFirst("");
    text = COMMAND.matcher(text).replaceFirst("$1");
    return OBJECT.matcher(text).replaceAll("").strip();
  }

  /** A lost connection comes as an unexpected exception, and its cause tells which. */
  private static boolean isLost(@Nullable Throwable failure) {
    return failure instanceof RedisException && failure.getCause() instanceof IOException;
  }
}
