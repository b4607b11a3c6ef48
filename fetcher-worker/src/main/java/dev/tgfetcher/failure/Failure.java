package dev.tgfetcher.failure;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reason why an attempt failed.
 *
 * @param retryAfter how long to wait before the next attempt; null unless the failure has such a
 *     time. Every {@link ErrorType#RATE_LIMIT} has one, from Telegram. {@link
 *     ErrorType#INTERRUPTED} has one while another worker reads the day, and {@link
 *     ErrorType#NETWORK} while the circuit to Telegram is open; then nothing was tried
 * @param isPermanent whether every further attempt would fail in the same way
 */
public record Failure(
    ErrorType type, String message, @Nullable Duration retryAfter, boolean isPermanent) {
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

  public Failure(ErrorType type, String message, @Nullable Duration retryAfter) {
    this(type, message, retryAfter, false);
  }

  public Failure(ErrorType type, String message) {
    this(type, message, null);
  }

  /** Creates a failure that no further attempt can mend. */
  public static Failure permanent(ErrorType type, String message) {
    return new Failure(type, message, null, true);
  }
}
