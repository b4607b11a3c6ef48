package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared budget as long as Redis answers, and a small one of the session's own while it does
 * not: a worker finishes what it has, and cannot know who else does. Of floods that it met alone it
 * tells the others before it asks for anything with them again.
 */
public final class FallbackRateLimiter implements RateLimiter {
  private static final Logger log = LoggerFactory.getLogger(FallbackRateLimiter.class);

  /**
   * Every request would wait for Redis before it is sent; so it is asked again only now and then.
   */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

  private final RateLimiter shared;
  private final RateLimiter own;
  private final LongSupplier nanoTime;

  /** Until when Telegram wants to be left alone, as nobody else knows yet. */
  private final Map<MethodClass, Long> untold = new ConcurrentHashMap<>();

  private volatile boolean away;
  private volatile long askAgainAt;

  /**
   * Puts the two together.
   *
   * @param own for this session alone
   */
  public FallbackRateLimiter(RateLimiter shared, RateLimiter own, LongSupplier nanoTime) {
    this.shared = shared;
    this.own = own;
    this.nanoTime = nanoTime;
  }

  @Override
  public PermitDecision ask(PermitRequest ask) {
    return tell(shared -> shared.ask(ask), () -> own.ask(ask));
  }

  @Override
  public void giveBack(PermitRequest ask) {
    own.giveBack(ask);
    tell(shared -> nothing(() -> shared.giveBack(ask)), () -> true);
  }

  @Override
  public boolean flood(MethodClass method, Duration wait) {
    boolean isNew = own.flood(method, wait);
    return tell(
        shared -> shared.flood(method, wait),
        () -> {
          untold.merge(method, nanoTime.getAsLong() + wait.toNanos(), FallbackRateLimiter::later);
          return isNew;
        });
  }

  private static long later(long one, long other) {
    return other - one > 0 ? other : one;
  }

  @Override
  public void passed(MethodClass method) {
    tell(shared -> nothing(() -> shared.passed(method)), () -> true);
  }

  @Override
  public boolean tryProbe(MethodClass method, Duration patience) throws InterruptedException {
    try {
      return isAway() || shared.tryProbe(method, patience);
    } catch (RedisException e) {
      isAwayNow(e);
      return true;
    }
  }

  /** The lock of a prober that Redis does not hear from expires. */
  @Override
  public void endProbe(MethodClass method) {
    tell(shared -> nothing(() -> shared.endProbe(method)), () -> true);
  }

  private <T> T tell(Function<RateLimiter, T> question, Supplier<T> otherwise) {
    if (isAway()) {
      return otherwise.get();
    }
    try {
      tellFloods();
      T answer = question.apply(shared);
      away = false;
      return answer;
    } catch (RedisException e) {
      isAwayNow(e);
      return otherwise.get();
    }
  }

  private void tellFloods() {
    untold.forEach(
        (method, until) -> {
          Duration left = Duration.ofNanos(until - nanoTime.getAsLong());
          if (!left.isNegative()) {
            shared.flood(method, left);
          }
          untold.remove(method, until);
        });
  }

  private static boolean nothing(Runnable action) {
    action.run();
    return true;
  }

  private boolean isAway() {
    return away && nanoTime.getAsLong() - askAgainAt < 0;
  }

  private void isAwayNow(RedisException failure) {
    if (!away) {
      log.warn(
          "Redis is away: a session goes on within a budget of its own ({})", failure.toString());
    }
    askAgainAt = nanoTime.getAsLong() + ASK_AGAIN.toNanos();
    away = true;
  }
}
