package dev.tgfetcher.fetch;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFencedLock;
import org.redisson.api.RFuture;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks days for the whole fleet:
 *
 * <ol>
 *   <li>takes the day's fenced lock, which a watchdog keeps, and its token;
 *   <li>sees to it that the token is newer than any that has written the day: a Redis that lost its
 *       data counts from 1 again;
 *   <li>while Redis is away lets the worker go on with what it has.
 * </ol>
 */
public final class RedisDayLocks implements DayLocks {
  private static final Logger log = LoggerFactory.getLogger(RedisDayLocks.class);

  /** Tokens may be forgotten when their day is not read any more: the archive has the newest. */
  static final Duration TOKENS_LIVE = Duration.ofDays(7);

  /** The connections of a process that slept break when it wakes, and Redis is not away. */
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
        return ask(chatId, day, newest);
      } catch (RedisException away) {
        if (tries == TRIES) {
          log.warn("Redis is away: {} is read without its lock ({})", day, away.toString());
          return DayLock.unasked(newest);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private DayLock ask(long chatId, LocalDate day, long newest) throws InterruptedException {
    String name = keys.dayLock(Long.toString(chatId), day);
    RFencedLock lock = redis.commands().getFencedLock(name);
    long owner = Thread.currentThread().getId();
    // Without a time it would wait for a held lock for ever.
    RFuture<Long> asked = lock.tryLockAndGetTokenAsync(0, TimeUnit.MILLISECONDS);
    try {
      Long token = answer(asked);
      if (token == null) {
        throw new DayTakenException(chatId, day);
      }
      return new RedisDayLock(lock, owner, newerThan(newest, token, keys.dayLockToken(name)));
    } catch (RedisException | InterruptedException e) {
      giveBack(asked, lock, owner);
      throw e;
    }
  }

  /** Nobody else counts while the lock is held. */
  private long newerThan(long newest, long token, String counter) throws InterruptedException {
    long newer = Math.max(token, newest + 1);
    if (newer > token) {
      log.warn("Redis forgot the tokens of {}; they go on from {}", counter, newer);
    }
    answer(
        redis
            .commands()
            .<String>getBucket(counter, StringCodec.INSTANCE)
            .setAsync(Long.toString(newer), TOKENS_LIVE));
    return newer;
  }

  /** An answer that nobody waits for any more may still be that the lock was taken. */
  private static void giveBack(RFuture<Long> asked, RFencedLock lock, long owner) {
    asked.thenAccept(
        token -> {
          if (token != null) {
            RFuture<Void> unused = lock.unlockAsync(owner);
          }
        });
  }

  static <T> @Nullable T answer(RFuture<T> future) throws InterruptedException {
    try {
      return future.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
