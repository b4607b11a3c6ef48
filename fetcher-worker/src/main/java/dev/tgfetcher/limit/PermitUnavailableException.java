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
  private final boolean held;

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
    this.held = held;
  }

  /** Whether a flood wait is the reason, and not the line of a used up rate limit. */
  public boolean held() {
    return held;
  }

  /**
   * Returns the time until the next attempt: the wait, at most two minutes. The attempts of a
   * request in a long line are rarer, as it keeps its place: each comes after half of the wait.
   */
  public Duration retryAfter() {
    Duration longest = held ? LONGEST : longer(LONGEST, wait.dividedBy(2));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.RATE_LIMIT, String.valueOf(getMessage()), retryAfter());
  }
}
