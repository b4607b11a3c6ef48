package dev.tgfetcher.session;

import dev.tgfetcher.redis.RedisConnection;
import java.time.Duration;
import java.util.List;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a worker has its first session or knows a frozen one, also while Redis is away. */
public final class SessionWait {
  /** A lock outlives its worker. A session that stays locked for longer is in use. */
  public static final Duration NAMED_PATIENCE = RedisConnection.LOCK_LEASE.multipliedBy(2);

  private static final Logger log = LoggerFactory.getLogger(SessionWait.class);
  private static final long WAIT_MILLIS = 1000;

  private final SessionLeases sessions;
  private final RedisOutage outage;
  private final Duration namedPatience;

  /** Waits some milliseconds for a stop; returns whether there was one. */
  @FunctionalInterface
  public interface StopCheck {
    boolean await(long millis) throws InterruptedException;
  }

  /**
   * Creates a wait for the first session.
   *
   * @param outage learns whether Redis answers
   * @param namedPatience how long to wait for a session that is configured by name
   */
  public SessionWait(SessionLeases sessions, RedisOutage outage, Duration namedPatience) {
    this.sessions = sessions;
    this.outage = outage;
    this.namedPatience = namedPatience;
  }

  /**
   * Takes the first session. A worker starts without one if an account is frozen: it takes no
   * command until a session is usable, but its health and its heartbeat show the reason.
   *
   * @param onRound runs before each further try
   * @return false on a stop
   * @throws NoSessionException if no session is usable, or another worker keeps the one that is
   *     configured by name
   * @throws dev.tgfetcher.telegram.session.SessionUnavailableException if none can be opened
   */
  public boolean awaitFirst(StopCheck stop, Runnable onRound) throws InterruptedException {
    SessionFolder folder = sessions.folder();
    long start = System.nanoTime();
    boolean logged = false;
    while (!tryTake()) {
      onRound.run();
      if (outage.isOngoing()) {
        start = System.nanoTime();
      } else if (!logged) {
        log.warn("All sessions in {} are in use; waiting", folder.directory());
        logged = true;
      }
      boolean waitedEnough = System.nanoTime() - start >= namedPatience.toNanos();
      if (waitedEnough && folder.named().isPresent()) {
        throw NoSessionException.inUse(folder.named().get(), folder.directory());
      }
      if (stop.await(WAIT_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAccountFrozen() {
    List<FrozenSession> frozen = sessions.state().frozen();
    frozen.forEach(
        one -> log.error("Session {} cannot be used yet: {}", one.session(), one.inWords()));
    return !frozen.isEmpty();
  }

  private boolean tryTake() throws InterruptedException {
    try {
      boolean taken = sessions.takeFree().isPresent();
      outage.recordAnswer();
      return taken || isAccountFrozen();
    } catch (RedisException failure) {
      if (outage.recordFailure(failure)) {
        return false;
      }
      throw failure;
    }
  }
}
