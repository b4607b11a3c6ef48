package dev.tgfetcher.limit;

import dev.tgfetcher.failure.ClassifiedFailure;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;
import java.util.Locale;

/** A request would have to wait for longer than a worker does: its command is to be deferred. */
public final class RateLimitHoldException extends RuntimeException implements ClassifiedFailure {
  private static final long serialVersionUID = 1L;

  /** Another account may be free long before. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Duration wait;

  public RateLimitHoldException(MethodClass method, Duration wait, boolean held) {
    super(
        "%s requests %s for another %d s"
            .formatted(
                method.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                held ? "are held after a flood wait" : "have used up their budget",
                Math.max(1, wait.toSeconds())));
    this.wait = wait;
  }

  /** When to try again, from now: at the end of the wait, or earlier, for another account may. */
  public Duration retryAfter() {
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.RATE_LIMIT, String.valueOf(getMessage()), retryAfter());
  }
}
