package dev.tgfetcher.limit;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.options.KeysScanOptions;

/** Shows and sets the rate limits of all accounts in Redis. */
public final class RateLimitAdmin {
  private static final LuaScript STATE = LuaScript.beside(RateLimitAdmin.class, "state");
  private static final LuaScript SET_RATE = LuaScript.beside(RateLimitAdmin.class, "set_rate");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Supplier<RateLimits> rates;

  /**
   * Creates an admin of the rate limits under these keys.
   *
   * @param rates of the configuration, in force where no operator has set one
   */
  public RateLimitAdmin(RedisConnection redis, RedisKeys keys, Supplier<RateLimits> rates) {
    this.redis = redis;
    this.keys = keys;
    this.rates = rates;
  }

  /** Returns the ids of the accounts that have made requests. */
  public Set<String> accounts() {
    Set<String> accounts = new TreeSet<>();
    String prefix = keys.limit("", "");
    prefix = prefix.substring(0, prefix.length() - 1);
    for (String key :
        redis
            .commands()
            .getKeys()
            .getKeys(KeysScanOptions.defaults().pattern(keys.limitPattern()))) {
      String rest = key.substring(prefix.length());
      accounts.add(rest.substring(0, rest.indexOf(':')));
    }
    accounts.remove(RedisKeys.ALL_ACCOUNTS);
    return accounts;
  }

  /** Returns the rate limits of every account; those of {@code all} if there is no account yet. */
  public List<RateLimitState> states() {
    Set<String> accounts = accounts();
    return states(accounts.isEmpty() ? Set.of(RedisKeys.ALL_ACCOUNTS) : accounts);
  }

  /** Returns the rate limits of these accounts. */
  public List<RateLimitState> states(Set<String> accounts) {
    List<RateLimitState> states = new ArrayList<>();
    for (String account : accounts) {
      MethodClass.limited().forEach(method -> states.add(state(account, method)));
    }
    return states;
  }

  private RateLimitState state(String account, MethodClass method) {
    String name = method.wireName();
    List<String> found =
        redis.evalTexts(
            STATE,
            List.of(
                keys.limit(account, name),
                keys.floodHold(account, name),
                keys.limitWaiting(account, name),
                keys.limitGranted(account, name),
                keys.limit(RedisKeys.ALL_ACCOUNTS, name)),
            rates.get().recovery().toNanos() / 1000);
    RateSource source = source(account, found.get(0), found.get(1));
    Rate rate =
        switch (source) {
          case ACCOUNT -> Rate.parse(found.get(0));
          case ALL -> Rate.parse(found.get(1));
          case CONFIGURATION -> rates.get().of(method);
        };
    return new RateLimitState(
        account,
        method,
        rate,
        source,
        Double.parseDouble(found.get(2)),
        Integer.parseInt(found.get(3)),
        Integer.parseInt(found.get(4)),
        Duration.ofMillis(Long.parseLong(found.get(5))),
        found.get(6).equals("1"),
        Long.parseLong(found.get(7)));
  }

  private static RateSource source(String account, String rateOfAccount, String rateOfAll) {
    if (!rateOfAccount.isEmpty() && !account.equals(RedisKeys.ALL_ACCOUNTS)) {
      return RateSource.ACCOUNT;
    }
    return rateOfAll.isEmpty() ? RateSource.CONFIGURATION : RateSource.ALL;
  }

  /** Moves the waiting permits of a rate limit to the rate of the configuration. */
  void rescheduleWaiting(RateLimitState state) {
    String limit = keys.limit(state.account(), state.method().wireName());
    String waiting = keys.limitWaiting(state.account(), state.method().wireName());
    Rate rate = state.rate();
    redis.evalLong(
        SET_RATE,
        List.of(limit, limit, waiting),
        "keep",
        rate.intervalMicros(),
        rate.windowMicros(),
        recoveryMicros());
  }

  /**
   * Sets a rate for the whole fleet. It is in force at once, also for requests that wait.
   *
   * @param account its id; null for all accounts that have no rate set
   * @param rate null to return to the rate of the configuration
   */
  public void setRate(@Nullable String account, MethodClass methodClass, @Nullable Rate rate) {
    String method = methodClass.wireName();
    List<String> limits = new ArrayList<>();
    limits.add(keys.limit(account == null ? RedisKeys.ALL_ACCOUNTS : account, method));
    for (String affected : account == null ? accounts() : Set.of(account)) {
      limits.add(keys.limit(affected, method));
      limits.add(keys.limitWaiting(affected, method));
    }
    Rate effective = rate == null ? rates.get().of(methodClass) : rate;
    redis.evalLong(
        SET_RATE,
        limits,
        rate == null ? "" : rate,
        effective.intervalMicros(),
        effective.windowMicros(),
        recoveryMicros());
  }

  private long recoveryMicros() {
    return rates.get().recovery().toNanos() / 1000;
  }
}
