package dev.tgfetcher.failure;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Decides what follows a failed attempt: exponential backoff with jitter, a bound on attempts, and
 * no retry of a failure that another attempt cannot mend.
 *
 * @param maxAttempts attempts in all, the first one included
 * @param baseDelay the mean delay after the first failure; doubles with each further one
 * @param maxDelay the longest mean delay
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay) {
  /** A delay is 0.5 to 1.5 times the mean, so that commands that failed together spread. */
  private static final double JITTER = 0.5;

  public RetryPolicy {
    if (maxAttempts < 1 || baseDelay.isNegative() || maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException("attempts >= 1 and 0 <= base delay <= max delay");
    }
  }

  /**
   * Decides on a failed attempt.
   *
   * @param attempt its number, from 1
   * @param random gives numbers from 0 to 1
   */
  public Verdict verdict(Failure failure, int attempt, DoubleSupplier random) {
    if (failure.retryAfter() != null) {
      return new Verdict.Defer(after(failure.retryAfter(), random));
    }
    return switch (failure.type()) {
      case INVALID_COMMAND, CHAT_NOT_FOUND, ACCESS_DENIED -> new Verdict.GiveUp();
      case AUTH -> new Verdict.StopWorker();
      case INTERRUPTED -> new Verdict.Requeue();
      case RATE_LIMIT -> throw new IllegalArgumentException("a rate limit has a time to wait");
      case NETWORK, TELEGRAM, STORAGE, INTERNAL ->
          failure.isPermanent() || attempt >= maxAttempts
              ? new Verdict.GiveUp()
              : new Verdict.Retry(backoff(attempt, random));
    };
  }

  private Duration backoff(int attempt, DoubleSupplier random) {
    int doublings = Math.min(attempt - 1, 30);
    double mean =
        Math.min((double) maxDelay.toMillis(), baseDelay.toMillis() * Math.pow(2, doublings));
    return Duration.ofMillis(Math.round(mean * (1 - JITTER + 2 * JITTER * random.getAsDouble())));
  }

  /** One to three seconds later than asked for, never earlier. */
  private static Duration after(Duration retryAfter, DoubleSupplier random) {
    return retryAfter.plusMillis(Math.round(1000 + 2000 * random.getAsDouble()));
  }
}
