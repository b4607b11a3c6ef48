package dev.tgfetcher.limit;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.List;
import org.redisson.client.RedisException;

/**
 * Tells before a command is taken whether it would be put aside at once. It would if what every
 * command needs is held; what only some need is found out by them.
 */
public final class FloodHolds {
  private static final LuaScript HELD = LuaScript.beside(FloodHolds.class, "held");
  private static final List<MethodClass> NEEDED =
      List.of(MethodClass.HISTORY, MethodClass.FULL_INFO);

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final Duration deferAfter;

  public FloodHolds(RedisConnection redis, RedisKeys keys, Duration deferAfter) {
    this.redis = redis;
    this.keys = keys;
    this.deferAfter = deferAfter;
  }

  /** Whether a command of this account could go on within the time that it may wait. */
  public boolean leaveFree(long account) {
    List<String> holds =
        NEEDED.stream()
            .map(method -> keys.floodHold(String.valueOf(account), RedisRateLimiter.name(method)))
            .toList();
    try {
      return redis.number(HELD, holds) <= deferAfter.toMillis();
    } catch (RedisException away) {
      return true;
    }
  }
}
