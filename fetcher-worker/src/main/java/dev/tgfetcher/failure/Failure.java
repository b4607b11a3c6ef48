package dev.tgfetcher.failure;

import dev.tgfetcher.schema.ErrorType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, classified once.
 *
 * @param retryAfter what Telegram asks to wait; present with {@link ErrorType#RATE_LIMIT} alone
 */
public record Failure(ErrorType type, String message, @Nullable Duration retryAfter) {
  public Failure {
    if ((type == ErrorType.RATE_LIMIT) != (retryAfter != null)) {
      throw new IllegalArgumentException("a rate limit, and nothing else, has a time to wait");
    }
  }

  public Failure(ErrorType type, String message) {
    this(type, message, null);
  }
}
