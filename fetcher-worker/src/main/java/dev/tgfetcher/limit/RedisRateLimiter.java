package dev.tgfetcher.limit;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;

/** The rate limits that all sessions of an account share, on all workers, by Redis' clock. */
public final class RedisRateLimiter implements RateLimiter {
  /** The file of a function that keeps the times of a rate limit in step with Redis' clock. */
  static final String FOLLOW_CLOCK = "follow_clock";

  private static final LuaScript PERMIT =
      LuaScript.beside(RedisRateLimiter.class, "permit", FOLLOW_CLOCK);
  private static final LuaScript RELEASE = LuaScript.beside(RedisRateLimiter.class, "release");
  private static final LuaScript HOLD =
      LuaScript.beside(RedisRateLimiter.class, "hold", FOLLOW_CLOCK);
  private static final LuaScript PROBE_SUCCEEDED =
      LuaScript.beside(RedisRateLimiter.class, "probe_succeeded");

  /** Longer than a request takes. The lock of a dead prober expires after this time. */
  static final Duration PROBE_LEASE = Duration.ofSeconds(5);

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String account;
  private final Supplier<RateLimits> rates;
  private final @Nullable HoldNotices notices;

  /**
   * Creates the limiter of an account that does not know the holds of others.
   *
   * @param rates in force where no operator has set one; read for every request
   */
  public RedisRateLimiter(
      RedisConnection redis, RedisKeys keys, String account, Supplier<RateLimits> rates) {
    this(redis, keys, account, rates, null);
  }

  /**
   * Creates the limiter of an account.
   *
   * @param rates in force where no operator has set one; read for every request
   * @param notices of holds; null if holds stay unknown
   */
  public RedisRateLimiter(
      RedisConnection redis,
      RedisKeys keys,
      String account,
      Supplier<RateLimits> rates,
      @Nullable HoldNotices notices) {
    this.redis = redis;
    this.keys = keys;
    this.account = account;
    this.rates = rates;
    this.notices = notices;
  }

  @Override
  public PermitDecision reserve(PermitRequest request) {
    String method = request.method().wireName();
    Rate rate = rates.get().of(request.method());
    List<String> decision =
        redis.evalTexts(
            PERMIT,
            List.of(
                keys.limit(account, method),
                keys.floodHold(account, method),
                keys.limitWaiting(account, method),
                keys.limitGranted(account, method),
                keys.limit(RedisKeys.ALL_ACCOUNTS, method),
                keys.limitGranted(RedisKeys.ALL_ACCOUNTS, method)),
            request.id(),
            request.owed(),
            rate.intervalMicros(),
            rate.windowMicros(),
            micros(rates.get().recovery()),
            micros(request.maxHold()),
            request.probing() ? 1 : 0,
            micros(request.maxWait()),
            request.nextId() == null ? "" : request.nextId(),
            request.reservedAhead() ? 1 : 0,
            request.keepsPlace() ? 1 : 0,
            Rate.SHORTEST_WINDOW_MICROS);
    Duration wait = micros(decision.get(1));
    return switch (decision.get(0)) {
      case "granted" ->
          new PermitDecision.Granted(false, decision.size() > 2 ? micros(decision.get(2)) : null);
      case "probe" -> new PermitDecision.Granted(true);
      case "wait" -> new PermitDecision.Wait(wait);
      case "hold over" -> new PermitDecision.HoldOver();
      case "held" -> new PermitDecision.TooLong(wait, true);
      case "used up" -> new PermitDecision.TooLong(wait, false);
      default -> throw new IllegalStateException("permit.lua returned " + decision);
    };
  }

  @Override
  public void release(PermitRequest request) {
    long unused = release(request, false);
  }

  @Override
  public boolean releaseIfLast(PermitRequest request) {
    return release(request, true) != 0;
  }

  private long release(PermitRequest request, boolean onlyLast) {
    String method = request.method().wireName();
    return redis.evalLong(
        RELEASE,
        List.of(
            keys.limit(account, method),
            keys.limitWaiting(account, method),
            keys.limitGranted(account, method)),
        request.id(),
        onlyLast ? 1 : 0);
  }

  @Override
  public boolean hold(MethodClass methodClass, Duration wait) {
    String method = methodClass.wireName();
    return redis.evalLong(
            HOLD,
            List.of(
                keys.limit(account, method),
                keys.floodHold(account, method),
                keys.limitWaiting(account, method),
                keys.limit(RedisKeys.ALL_ACCOUNTS, method)),
            UUID.randomUUID(),
            wait.toMillis(),
            rates.get().of(methodClass).intervalMicros(),
            micros(rates.get().recovery()),
            PermitSchedule.SMALLEST_SHARE)
        == 1;
  }

  @Override
  public long holds(MethodClass method) {
    return notices == null ? -1 : notices.of(keys.floodHold(account, method.wireName()));
  }

  @Override
  public void probeSucceeded(MethodClass methodClass) {
    String method = methodClass.wireName();
    redis.evalLong(
        PROBE_SUCCEEDED, List.of(keys.limit(account, method), keys.floodHold(account, method)));
  }

  @Override
  public boolean lockProbe(MethodClass method, Duration timeout) throws InterruptedException {
    return probeLock(method)
        .tryLock(timeout.toMillis(), PROBE_LEASE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void unlockProbe(MethodClass method) {
    RLock lock = probeLock(method);
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }

  private RLock probeLock(MethodClass method) {
    return redis.commands().getLock(keys.probeLock(account, method.wireName()));
  }

  private static Duration micros(String text) {
    return Duration.of(Long.parseLong(text), ChronoUnit.MICROS);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
