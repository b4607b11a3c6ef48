package dev.tgfetcher.failure;

import dev.tgfetcher.schema.ErrorType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, classified once.
 *
 * @param retryAfter what Telegram asks to wait, or how long another worker may need for the day;
 *     present with {@link ErrorType#RATE_LIMIT}, and with {@link ErrorType#INTERRUPTED} at times
 */
public record Failure(ErrorType type, String message, @Nullable Duration retryAfter) {
  public Failure {
    if (type == ErrorType.RATE_LIMIT && retryAfter == null) {
      throw new IllegalArgumentException("a rate limit has a time to wait");
    }
    if (retryAfter != null && type != ErrorType.RATE_LIMIT && type != ErrorType.INTERRUPTED) {
      throw new IllegalArgumentException(type + " has no time to wait");
    }
  }

  public Failure(ErrorType type, String message) {
    this(type, message, null);
  }
}
