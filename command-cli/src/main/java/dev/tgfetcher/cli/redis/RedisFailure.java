package dev.tgfetcher.cli.redis;

import dev.tgfetcher.queue.RedisUnreachableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;

/** What Redisson means to say. */
public final class RedisFailure {
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
    Throwable cause = failure.getCause();
    return cause != null && isLost(failure)
        ? "Redis was lost on the way: " + cause.getMessage()
        : String.valueOf(failure.getMessage());
  }

  /** A lost connection comes as an unexpected exception, and its cause tells which. */
  private static boolean isLost(@Nullable Throwable failure) {
    return failure instanceof RedisException && failure.getCause() instanceof IOException;
  }
}
