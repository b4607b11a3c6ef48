package dev.tgfetcher.session;

import static dev.tgfetcher.redis.RedisConnection.await;

import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that this worker alone uses. A Redisson lock, which its watchdog renews, excludes the
 * other workers of the fleet. The lock of the session directory excludes the other processes of
 * this machine. Any thread may close the lease, because no thread owns the lock.
 */
public final class SessionLease implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SessionLease.class);

  /** Owner ids above all thread ids, which Redisson uses for other locks. */
  private static final AtomicLong OWNERS = new AtomicLong(1L << 40);

  private final String name;
  private final TelegramSession session;
  private final RLock lock;
  private final long owner;
  private boolean closed;

  private SessionLease(String name, TelegramSession session, RLock lock, long owner) {
    this.name = name;
    this.session = session;
    this.lock = lock;
    this.owner = owner;
  }

  /**
   * Locks a session and opens it.
   *
   * @return empty when another worker owns it
   * @throws SessionUnavailableException when it cannot be opened
   */
  static Optional<SessionLease> take(
      String name, RLock lock, Path library, SessionSettings settings) throws InterruptedException {
    long owner = OWNERS.incrementAndGet();
    if (!lock(lock, owner, name)) {
      return Optional.empty();
    }
    try {
      TelegramSession session = TelegramSession.open(library, settings);
      log.info("Session {} is this worker's", name);
      return Optional.of(new SessionLease(name, session, lock, owner));
    } catch (RuntimeException | InterruptedException e) {
      unlock(lock, owner, name);
      throw e;
    }
  }

  public String name() {
    return name;
  }

  /**
   * Takes an expired lock again.
   *
   * @return false if another worker owns the session now
   */
  synchronized boolean keep() {
    if (closed || lock.isHeldByThread(owner)) {
      return true;
    }
    boolean taken = lock(lock, owner, name);
    if (taken) {
      log.info("The lock of session {} had expired; it is taken again", name);
    }
    return taken;
  }

  /** Takes the lock. One that is granted after the wait for it is released at once. */
  private static boolean lock(RLock lock, long owner, String name) {
    RFuture<Boolean> pending = lock.tryLockAsync(owner);
    try {
      return await("the lock of session " + name, pending);
    } catch (RedisException away) {
      pending.thenAccept(
          granted -> {
            if (granted) {
              RFuture<Void> unused = lock.unlockAsync(owner);
            }
          });
      throw away;
    }
  }

  TelegramSession session() {
    return session;
  }

  @Override
  public synchronized void close() {
    closed = true;
    session.close();
    unlock(lock, owner, name);
  }

  private static void unlock(RLock lock, long owner, String name) {
    try {
      if (lock.isHeldByThread(owner)) {
        await("the unlock of session " + name, lock.unlockAsync(owner));
      }
    } catch (RedisException away) {
      log.warn("Redis is away; session {} is free again when its lock expires", name);
    }
  }
}
