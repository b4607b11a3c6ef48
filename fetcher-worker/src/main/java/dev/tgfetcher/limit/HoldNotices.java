package dev.tgfetcher.limit;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.api.RPatternTopic;
import org.redisson.api.listener.PatternStatusListener;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the holds that {@code hold.lua} publishes, of all accounts. A lost connection may have
 * missed some, so each new subscription counts as a hold of every account. The subscription ends
 * with the connection to Redis.
 */
public final class HoldNotices {
  private static final Logger log = LoggerFactory.getLogger(HoldNotices.class);

  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final AtomicLong subscriptions = new AtomicLong();
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
      notices.listen(redis.commands().getPatternTopic(pattern, StringCodec.INSTANCE));
    } catch (RedisException e) {
      log.warn(
          "Redis refuses the subscription to {}: every request asks Redis for its permit; allow the"
              + " channel to the user of the workers: {}",
          pattern,
          e.toString());
    }
    return notices;
  }

  private void listen(RPatternTopic holds) {
    int unusedStatus =
        holds.addListener(
            new PatternStatusListener() {
              @Override
              public void onPSubscribe(String pattern) {
                subscriptions.incrementAndGet();
              }

              @Override
              public void onPUnsubscribe(String pattern) {
                subscriptions.incrementAndGet();
              }
            });
    int unusedHolds =
        holds.addListener(String.class, (all, holdKey, wait) -> count(holdKey.toString()));
    subscribed = true;
  }

  boolean isSubscribed() {
    return subscribed;
  }

  private void count(String holdKey) {
    counts.computeIfAbsent(holdKey, key -> new AtomicLong()).incrementAndGet();
  }

  /** Returns the number of holds of a key so far; -1 if holds are unknown. */
  long of(String holdKey) {
    AtomicLong count = counts.get(holdKey);
    return subscribed ? subscriptions.get() + (count == null ? 0 : count.get()) : -1;
  }
}
