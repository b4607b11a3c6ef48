package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the shared rate limiter while Redis answers, and the session's local one during an outage. A
 * worker then finishes its commands without knowledge of the other workers. After the outage it
 * first reports the flood waits of that time.
 */
public final class FallbackRateLimiter implements RateLimiter {
  private static final Logger log = LoggerFactory.getLogger(FallbackRateLimiter.class);

  /** Each try during an outage delays a request by Redis' timeout, so tries are rare. */
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

  private final RateLimiter shared;
  private final RateLimiter local;
  private final LongSupplier nanoTime;

  /** Ends of the holds that Redis does not know yet. */
  private final Map<MethodClass, Long> unreportedHolds = new ConcurrentHashMap<>();

  private volatile boolean away;
  private volatile long retryAt;

  /**
   * Creates a limiter of one session.
   *
   * @param local used by this session alone
   */
  public FallbackRateLimiter(RateLimiter shared, RateLimiter local, LongSupplier nanoTime) {
    this.shared = shared;
    this.local = local;
    this.nanoTime = nanoTime;
  }

  @Override
  public PermitDecision reserve(PermitRequest request) {
    return shared(limiter -> limiter.reserve(request), () -> local.reserve(request));
  }

  @Override
  public void release(PermitRequest request) {
    local.release(request);
    shared(limiter -> limiter.release(request));
  }

  @Override
  public boolean releaseIfLast(PermitRequest request) {
    return shared(limiter -> limiter.releaseIfLast(request), () -> local.releaseIfLast(request));
  }

  @Override
  public boolean hold(MethodClass method, Duration wait) {
    boolean isNew = local.hold(method, wait);
    return shared(
        limiter -> limiter.hold(method, wait),
        () -> {
          long end = nanoTime.getAsLong() + wait.toNanos();
          unreportedHolds.merge(method, end, FallbackRateLimiter::later);
          return isNew;
        });
  }

  private static long later(long one, long other) {
    return other - one > 0 ? other : one;
  }

  @Override
  public long holds(MethodClass method) {
    long known = shared.holds(method);
    return known < 0 ? known : known + local.holds(method);
  }

  @Override
  public void probeSucceeded(MethodClass method) {
    shared(limiter -> limiter.probeSucceeded(method));
  }

  @Override
  public boolean lockProbe(MethodClass method, Duration timeout) throws InterruptedException {
    try {
      return isAway() || shared.lockProbe(method, timeout);
    } catch (RedisException e) {
      markAway(e);
      return true;
    }
  }

  /** Without Redis the lock expires. */
  @Override
  public void unlockProbe(MethodClass method) {
    shared(limiter -> limiter.unlockProbe(method));
  }

  private void shared(Consumer<RateLimiter> action) {
    boolean unused =
        shared(
            limiter -> {
              action.accept(limiter);
              return true;
            },
            () -> true);
  }

  private <T> T shared(Function<RateLimiter, T> action, Supplier<T> otherwise) {
    if (isAway()) {
      return otherwise.get();
    }
    try {
      reportHolds();
      T result = action.apply(shared);
      away = false;
      return result;
    } catch (RedisException e) {
      markAway(e);
      return otherwise.get();
    }
  }

  private void reportHolds() {
    unreportedHolds.forEach(
        (method, end) -> {
          Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
          if (!left.isNegative()) {
            shared.hold(method, left);
          }
          unreportedHolds.remove(method, end);
        });
  }

  private boolean isAway() {
    return away && nanoTime.getAsLong() - retryAt < 0;
  }

  private void markAway(RedisException failure) {
    if (!away) {
      log.warn(
          "Redis does not answer: {}; the session continues with a local rate limit and tries Redis"
              + " every {} s",
          failure.toString(),
          RETRY_INTERVAL.toSeconds());
    }
    retryAt = nanoTime.getAsLong() + RETRY_INTERVAL.toNanos();
    away = true;
  }
}
