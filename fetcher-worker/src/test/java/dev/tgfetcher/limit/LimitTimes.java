package dev.tgfetcher.limit;

import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import org.redisson.api.RMap;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Moves the times of a rate limit in Redis, whose clock a test cannot set. */
final class LimitTimes {
  private LimitTimes() {}

  /** Moves the permits of history requests ahead, or back by a negative time. */
  static void move(TestRedis redis, String account, Duration by) {
    long micros = by.toNanos() / 1000;
    RedissonClient commands = redis.connection().commands();
    RedisKeys keys = redis.keys();
    RMap<String, String> limit =
        commands.getMap(keys.limit(account, "history"), StringCodec.INSTANCE);
    for (String field : List.of("next", "since", "clock")) {
      limit.computeIfPresent(field, (name, time) -> String.valueOf(Long.parseLong(time) + micros));
    }
    for (String key :
        List.of(keys.limitWaiting(account, "history"), keys.limitGranted(account, "history"))) {
      RScoredSortedSet<String> times = commands.getScoredSortedSet(key, StringCodec.INSTANCE);
      times.readAll().forEach(id -> times.addScore(id, micros));
    }
  }
}
