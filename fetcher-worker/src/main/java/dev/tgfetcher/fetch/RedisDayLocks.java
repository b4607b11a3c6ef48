package dev.tgfetcher.fetch;

import static dev.tgfetcher.redis.RedisConnection.await;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RBucket;
import org.redisson.api.RFencedLock;
import org.redisson.api.RFuture;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks days for all workers:
 *
 * <ol>
 *   <li>takes the day's fenced lock, which a watchdog renews, and its token;
 *   <li>raises the token above every token that has written the day, because Redis counts from 1
 *       again after it has lost its data;
 *   <li>while Redis is away, returns a local lock.
 * </ol>
 */
public final class RedisDayLocks implements DayLocks {
  private static final Logger log = LoggerFactory.getLogger(RedisDayLocks.class);

  /** A token may expire when its day is no longer read, because the archive has the newest one. */
  static final Duration TOKENS_LIVE = Duration.ofDays(7);

  /** Two, because the connections of a process break when it wakes from sleep. */
  private static final int TRIES = 2;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RedisConnection redis;
  private final RedisKeys keys;

  public RedisDayLocks(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  @Override
  public DayLock take(long chatId, LocalDate day, long newest) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return tryLock(chatId, day, newest);
      } catch (RedisException away) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while it locked " + day);
        }
        if (tries == TRIES) {
          log.warn("Redis is away: {} is read without a lock ({})", day, away.toString());
          return DayLock.local(newest);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private DayLock tryLock(long chatId, LocalDate day, long newest) {
    String name = keys.dayLock(Long.toString(chatId), day);
    RFencedLock lock = redis.commands().getFencedLock(name);
    long owner = Thread.currentThread().getId();
    // Without a time limit the call waits until the lock is free.
    RFuture<Long> pending = lock.tryLockAndGetTokenAsync(0, TimeUnit.MILLISECONDS);
    try {
      Long token = await("the lock of " + day, pending);
      if (token == null) {
        throw new DayTakenException(chatId, day);
      }
      return new RedisDayLock(lock, owner, newerThan(newest, token, keys.dayLockToken(name)));
    } catch (RedisException e) {
      releaseLater(pending, lock, owner);
      throw e;
    }
  }

  /** No other worker raises the counter while this one owns the lock. */
  private long newerThan(long newest, long token, String counter) {
    RBucket<String> bucket = redis.commands().getBucket(counter, StringCodec.INSTANCE);
    if (token > newest) {
      // Without a wait: a counter that does not expire does no harm.
      RFuture<Boolean> unused = bucket.expireAsync(TOKENS_LIVE);
      return token;
    }
    long newer = newest + 1;
    log.warn("Redis has lost the token counter {}; it goes on from {}", counter, newer);
    await("the token counter " + counter, bucket.setAsync(Long.toString(newer), TOKENS_LIVE));
    return newer;
  }

  /** Releases a lock that Redis grants after this thread has stopped waiting. */
  private static void releaseLater(RFuture<Long> pending, RFencedLock lock, long owner) {
    pending.thenAccept(
        token -> {
          if (token != null) {
            RFuture<Void> unused = lock.unlockAsync(owner);
          }
        });
  }
}
