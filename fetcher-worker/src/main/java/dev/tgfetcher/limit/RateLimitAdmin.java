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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.options.KeysScanOptions;

/** All budgets, as an operator sees and sets them. */
public final class RateLimitAdmin {
  private static final LuaScript LOOK = LuaScript.beside(RateLimitAdmin.class, "look");
  private static final LuaScript SET_RATE = LuaScript.beside(RateLimitAdmin.class, "set_rate");

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Supplier<Rates> rates;

  /**
   * Opens it.
   *
   * @param rates of the configuration, for where nothing was set
   */
  public RateLimitAdmin(RedisConnection redis, RedisKeys keys, Rates rates) {
    this(redis, keys, () -> rates);
  }

  /** Like the other, with rates that may change. */
  public RateLimitAdmin(RedisConnection redis, RedisKeys keys, Supplier<Rates> rates) {
    this.redis = redis;
    this.keys = keys;
    this.rates = rates;
  }

  /** The classes that have budgets. */
  public static List<MethodClass> classes() {
    return Stream.of(MethodClass.values()).filter(method -> method != MethodClass.LOCAL).toList();
  }

  /** A class as it stands in keys and on the command line. */
  public static String name(MethodClass method) {
    return RedisRateLimiter.name(method);
  }

  /** The accounts that have made requests within a budget, by their ids. */
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

  /** Every budget of every account; of all of them together while there is none. */
  public List<RateLimitState> states() {
    Set<String> accounts = accounts();
    return states(accounts.isEmpty() ? Set.of(RedisKeys.ALL_ACCOUNTS) : accounts);
  }

  /** Every budget of these accounts. */
  public List<RateLimitState> states(Set<String> accounts) {
    List<RateLimitState> states = new ArrayList<>();
    for (String account : accounts) {
      classes().forEach(method -> states.add(state(account, method)));
    }
    return states;
  }

  private RateLimitState state(String account, MethodClass methodClass) {
    String method = RedisRateLimiter.name(methodClass);
    List<String> found =
        redis.texts(
            LOOK,
            List.of(
                keys.limit(account, method),
                keys.floodHold(account, method),
                keys.limitWaiting(account, method),
                keys.limitGranted(account, method),
                keys.limit(RedisKeys.ALL_ACCOUNTS, method)),
            rates.get().recovery().toNanos() / 1000);
    boolean own = !found.get(0).isEmpty() && !account.equals(RedisKeys.ALL_ACCOUNTS);
    boolean everybodys = !found.get(1).isEmpty();
    return new RateLimitState(
        account,
        method,
        own
            ? Rate.parse(found.get(0))
            : everybodys ? Rate.parse(found.get(1)) : rates.get().of(methodClass),
        own ? "account" : everybodys ? RedisKeys.ALL_ACCOUNTS : "configuration",
        Double.parseDouble(found.get(2)),
        Integer.parseInt(found.get(3)),
        Integer.parseInt(found.get(4)),
        Duration.ofMillis(Long.parseLong(found.get(5))),
        found.get(6).equals("1"),
        Long.parseLong(found.get(7)));
  }

  /** Lets the rate of the configuration, by which a budget goes, hold for those who wait. */
  void configured(RateLimitState state) {
    List<String> concerned =
        List.of(
            keys.limit(state.account(), state.method()),
            keys.limit(state.account(), state.method()),
            keys.limitWaiting(state.account(), state.method()));
    redis.number(SET_RATE, concerned, "keep", state.rate().intervalMicros());
  }

  /**
   * Sets a rate for the whole fleet, at once.
   *
   * @param account its id; null for all accounts that have no rate of their own
   * @param rate null to go by the configuration again
   */
  public void set(@Nullable String account, MethodClass methodClass, @Nullable Rate rate) {
    String method = RedisRateLimiter.name(methodClass);
    List<String> concerned = new ArrayList<>();
    concerned.add(keys.limit(account == null ? RedisKeys.ALL_ACCOUNTS : account, method));
    for (String one : account == null ? accounts() : Set.of(account)) {
      concerned.add(keys.limit(one, method));
      concerned.add(keys.limitWaiting(one, method));
    }
    Rate holding = rate == null ? rates.get().of(methodClass) : rate;
    redis.number(SET_RATE, concerned, rate == null ? "" : rate, holding.intervalMicros());
  }
}
