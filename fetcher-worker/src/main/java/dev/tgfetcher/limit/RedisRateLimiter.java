package dev.tgfetcher.limit;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RLock;

/** The budget that all sessions of an account share, on whatever workers, by Redis' clock. */
public final class RedisRateLimiter implements RateLimiter {
  private static final LuaScript PERMIT = LuaScript.beside(RedisRateLimiter.class, "permit");
  private static final LuaScript GIVE_BACK = LuaScript.beside(RedisRateLimiter.class, "give_back");
  private static final LuaScript HOLD = LuaScript.beside(RedisRateLimiter.class, "hold");
  private static final LuaScript PASSED = LuaScript.beside(RedisRateLimiter.class, "passed");

  /** Longer than a request takes; a prober that dies stands in the way for no longer. */
  static final Duration PROBE_LEASE = Duration.ofSeconds(5);

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final String account;
  private final Supplier<Rates> rates;

  /**
   * Names the account.
   *
   * @param rates for where an operator has set none
   */
  public RedisRateLimiter(RedisConnection redis, RedisKeys keys, String account, Rates rates) {
    this(redis, keys, account, () -> rates);
  }

  /** Like the other, with rates that may change. */
  public RedisRateLimiter(
      RedisConnection redis, RedisKeys keys, String account, Supplier<Rates> rates) {
    this.redis = redis;
    this.keys = keys;
    this.account = account;
    this.rates = rates;
  }

  @Override
  public PermitDecision ask(PermitRequest ask) {
    String method = name(ask.method());
    List<String> answer =
        redis.texts(
            PERMIT,
            List.of(
                keys.limit(account, method),
                keys.floodHold(account, method),
                keys.limitWaiting(account, method),
                keys.limitGranted(account, method),
                keys.limit(RedisKeys.ALL_ACCOUNTS, method)),
            ask.id(),
            ask.owed(),
            rates.get().of(ask.method()).intervalMicros(),
            PermitSchedule.WINDOW_MICROS,
            micros(rates.get().recovery()),
            micros(ask.longest()),
            ask.probing() ? 1 : 0,
            micros(ask.patience()),
            ask.next() == null ? "" : ask.next(),
            ask.ahead() ? 1 : 0);
    Duration wait = micros(answer.get(1));
    return switch (answer.get(0)) {
      case "granted" ->
          new PermitDecision.Granted(false, answer.size() > 2 ? micros(answer.get(2)) : null);
      case "probe" -> new PermitDecision.Granted(true);
      case "wait" -> new PermitDecision.Wait(wait);
      case "hold over" -> new PermitDecision.HoldOver();
      case "held" -> new PermitDecision.TooLong(wait, true);
      case "used up" -> new PermitDecision.TooLong(wait, false);
      default -> throw new IllegalStateException("permit.lua answered " + answer);
    };
  }

  @Override
  public void giveBack(PermitRequest ask) {
    String method = name(ask.method());
    redis.number(
        GIVE_BACK,
        List.of(
            keys.limit(account, method),
            keys.limitWaiting(account, method),
            keys.limitGranted(account, method)),
        ask.id());
  }

  @Override
  public boolean flood(MethodClass methodClass, Duration wait) {
    String method = name(methodClass);
    return redis.number(
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
  public void passed(MethodClass methodClass) {
    String method = name(methodClass);
    redis.number(PASSED, List.of(keys.limit(account, method), keys.floodHold(account, method)));
  }

  @Override
  public boolean tryProbe(MethodClass method, Duration patience) throws InterruptedException {
    return probeLock(method)
        .tryLock(patience.toMillis(), PROBE_LEASE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void endProbe(MethodClass method) {
    RLock lock = probeLock(method);
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }

  private RLock probeLock(MethodClass method) {
    return redis.commands().getLock(keys.probeLock(account, name(method)));
  }

  /** A class as it stands in keys and on the command line. */
  static String name(MethodClass method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  private static Duration micros(String text) {
    return Duration.of(Long.parseLong(text), ChronoUnit.MICROS);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
