package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.steering.Pauses;
import java.util.List;

/** The retries that are not due yet, and the copies that wait for a command to end. */
public final class DelayedCommands {
  private static final LuaScript PROMOTE =
      LuaScript.beside(DelayedCommands.class, "promote").calling(Pauses.class, "is_low");

  private final RedisConnection redis;
  private final RedisKeys keys;

  public DelayedCommands(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * Moves due retries to the head of their list, and each copy whose command has ended.
   *
   * @return the number of retries moved
   */
  public int promoteDue(int atMost) {
    return (int)
        redis.evalLong(
            PROMOTE,
            List.of(
                keys.delayed(),
                keys.pending(),
                keys.twins(),
                keys.twinsPosition(),
                keys.twinsLook(),
                keys.low(),
                keys.unmarkedLow()),
            atMost,
            CommandQueue.COUNTERS_TTL.toSeconds());
  }
}
