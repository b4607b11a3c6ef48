package dev.tgfetcher.fetch;

import static dev.tgfetcher.redis.RedisConnection.await;
import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.WriteGuard;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFencedLock;
import org.redisson.api.RFuture;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A day's lock in Redis, owned by one thread. */
final class RedisDayLock implements DayLock {
  private static final Logger log = LoggerFactory.getLogger(RedisDayLock.class);
  private static final long PATIENCE_SECONDS = 3;

  private final RFencedLock lock;
  private final long owner;
  private final long token;
  private @Nullable RFuture<Void> released;

  RedisDayLock(RFencedLock lock, long owner, long token) {
    this.lock = lock;
    this.owner = owner;
    this.token = token;
  }

  @Override
  public long fencingToken() {
    return token;
  }

  /**
   * Whether no other worker has locked the day since. An expired lock still counts until another
   * worker locks the day. While Redis is away the day is written: no worker can lock it, and the
   * archive refuses an older token.
   */
  @Override
  public boolean isOwned() {
    return isLatest(lock.getTokenAsync());
  }

  /** Sends both questions before it waits for an answer. */
  @Override
  public WriteGuard and(WriteGuard other) {
    return new WriteGuard() {
      @Override
      public long fencingToken() {
        return token;
      }

      @Override
      public boolean isOwned() {
        RFuture<Long> latest = lock.getTokenAsync();
        return other.isOwned() && isLatest(latest);
      }
    };
  }

  private boolean isLatest(RFuture<Long> reply) {
    try {
      @Nullable Long latest = await("the token of " + lock.getName(), reply);
      return latest == null || latest <= token;
    } catch (RedisException away) {
      log.warn("Redis is away: cannot check the lock {}; the day is written", lock.getName());
      return true;
    }
  }

  @Override
  public void release() {
    if (released == null) {
      released = lock.unlockAsync(owner);
    }
  }

  /** Waits for Redis; otherwise this thread might lock the day again before it is free. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      release();
      requireNonNull(released)
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException expired) {
      log.debug("Could not release {}; it is free when it expires", lock.getName(), expired);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
