package dev.tgfetcher.limit;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.redisson.client.RedisException;

/**
 * Decides before a command is leased whether flood holds would defer it at once. It looks at the
 * method classes that most commands need; a hold of another class defers the commands that meet it.
 */
public final class FloodHolds {
  private static final LuaScript HOLD_TIME =
      LuaScript.beside(FloodHolds.class, "hold_time", RedisRateLimiter.FOLLOW_CLOCK);
  private static final List<MethodClass> NEEDED =
      List.of(MethodClass.HISTORY, MethodClass.MESSAGES, MethodClass.FULL_INFO);

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Duration deferAfter;

  /**
   * Creates a check for all accounts.
   *
   * @param deferAfter longest hold that a command waits for
   */
  public FloodHolds(RedisConnection redis, RedisKeys keys, Duration deferAfter) {
    this.redis = redis;
    this.keys = keys;
    this.deferAfter = deferAfter;
  }

  /** Whether a command of the account would not be deferred; true when Redis does not answer. */
  public boolean permitCommands(long account) {
    List<String> holds =
        NEEDED.stream()
            .flatMap(method -> keysOf(String.valueOf(account), method.wireName()))
            .toList();
    try {
      return redis.evalLong(HOLD_TIME, holds) <= deferAfter.toMillis();
    } catch (RedisException away) {
      return true;
    }
  }

  private Stream<String> keysOf(String account, String method) {
    return Stream.of(
        keys.limit(account, method),
        keys.floodHold(account, method),
        keys.limitWaiting(account, method));
  }
}
