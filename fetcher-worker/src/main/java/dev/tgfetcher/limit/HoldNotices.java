package dev.tgfetcher.limit;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the holds that {@code hold.lua} publishes, of all accounts. The subscription ends with the
 * connection to Redis.
 */
public final class HoldNotices {
  private static final Logger log = LoggerFactory.getLogger(HoldNotices.class);

  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private volatile boolean subscribed;

  private HoldNotices() {}

  /**
   * Subscribes to the holds. If Redis refuses the subscription, holds stay unknown, and every
   * request asks Redis for its permit.
   */
  public static HoldNotices subscribe(RedisConnection redis, RedisKeys keys) {
    HoldNotices notices = new HoldNotices();
    String pattern = keys.floodHold("*", "*");
    try {
      int unused =
          redis
              .commands()
              .getPatternTopic(pattern, StringCodec.INSTANCE)
              .addListener(String.class, (all, holdKey, wait) -> notices.count(holdKey.toString()));
      notices.subscribed = true;
    } catch (RedisException e) {
      log.warn(
          "Redis refuses the subscription to {}: every request asks Redis for its permit; allow the"
              + " channel to the user of the workers",
          pattern,
          e);
    }
    return notices;
  }

  private void count(String holdKey) {
    counts.computeIfAbsent(holdKey, key -> new AtomicLong()).incrementAndGet();
  }

  /** Returns the number of holds of a key so far; -1 if holds are unknown. */
  long of(String holdKey) {
    AtomicLong count = counts.get(holdKey);
    return subscribed ? (count == null ? 0 : count.get()) : -1;
  }
}
