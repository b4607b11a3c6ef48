package dev.tgfetcher.limit;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;

/** A request's permit is further away than the request may wait. Its command is deferred. */
public final class PermitUnavailableException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  /** A session of another account may have a permit long before. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Duration wait;

  /**
   * Creates an exception.
   *
   * @param held whether a flood wait is the reason
   */
  public PermitUnavailableException(MethodClass method, Duration wait, boolean held) {
    super(
        "%s requests %s for another %d s"
            .formatted(
                method.wireName().replace('_', ' '),
                held ? "are held after a flood wait" : "have used up their rate limit",
                Math.max(1, wait.toSeconds())));
    this.wait = wait;
  }

  /** Returns the time until the next attempt: the wait, at most two minutes. */
  public Duration retryAfter() {
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.RATE_LIMIT, String.valueOf(getMessage()), retryAfter());
  }
}
