package dev.tgfetcher.failure;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, classified once.
 *
 * @param retryAfter what Telegram asks to wait, how long another worker may need for the day, or
 *     how long Telegram is left alone; present with {@link ErrorType#RATE_LIMIT}, and at times with
 *     {@link ErrorType#INTERRUPTED} and {@link ErrorType#NETWORK}: then nothing was tried
 */
public record Failure(ErrorType type, String message, @Nullable Duration retryAfter) {
  private static final Set<ErrorType> MAY_WAIT =
      EnumSet.of(ErrorType.RATE_LIMIT, ErrorType.INTERRUPTED, ErrorType.NETWORK);

  public Failure {
    if (type == ErrorType.RATE_LIMIT && retryAfter == null) {
      throw new IllegalArgumentException("a rate limit has a time to wait");
    }
    if (retryAfter != null && !MAY_WAIT.contains(type)) {
      throw new IllegalArgumentException(type + " has no time to wait");
    }
  }

  public Failure(ErrorType type, String message) {
    this(type, message, null);
  }
}
