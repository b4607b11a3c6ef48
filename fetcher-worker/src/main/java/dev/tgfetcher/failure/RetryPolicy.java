package dev.tgfetcher.failure;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Decides what becomes of a failed attempt: exponential backoff with jitter, a bound on attempts,
 * and no retry where trying again cannot help.
 *
 * @param maxAttempts attempts in all, the first one included
 * @param baseDelay the mean delay after the first failure; doubles with each further one
 * @param maxDelay the longest mean delay
 */
public record RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay) {
  /** A delay is the mean one times 0.5 to 1.5, so that commands that failed together part. */
  private static final double JITTER = 0.5;

  public RetryPolicy {
    if (maxAttempts < 1 || baseDelay.isNegative() || maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException("attempts >= 1 and 0 <= base delay <= max delay");
    }
  }

  /**
   * Decides.
   *
   * @param attempt the number of the attempt that failed, from 1
   * @param random from 0 to 1
   */
  public Verdict verdict(Failure failure, int attempt, DoubleSupplier random) {
    if (failure.retryAfter() != null) {
      return new Verdict.Defer(noEarlierThan(failure.retryAfter(), random));
    }
    return switch (failure.type()) {
      case INVALID_COMMAND, CHAT_NOT_FOUND, ACCESS_DENIED -> new Verdict.GiveUp();
      case AUTH -> new Verdict.StopWorker();
      case INTERRUPTED -> new Verdict.Requeue();
      case RATE_LIMIT -> throw new IllegalArgumentException("a rate limit has a time to wait");
      case NETWORK, TELEGRAM, STORAGE, INTERNAL ->
          attempt >= maxAttempts
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

  /** Never earlier than asked for. */
  private static Duration noEarlierThan(Duration retryAfter, DoubleSupplier random) {
    return retryAfter.plusMillis(Math.round(1000 + 2000 * random.getAsDouble()));
  }
}
