package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.limit.RateLimitHoldException;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A place to handle one command at a time. It has a session of its own, or stands empty until there
 * is one: then nothing is taken.
 */
public final class WorkerSlot implements CommandHandler {
  /**
   * After a command that this account cannot do now, so that it does not put aside one by one what
   * others could do at once.
   */
  static final Duration REST = Duration.ofSeconds(5);

  private final SessionLeases sessions;
  private final Function<SessionLease, CommandHandler> handlers;
  private final Predicate<SessionLease> free;
  private final LongSupplier nanoTime;
  private volatile @Nullable Taken taken;
  private volatile long restsUntil;

  private record Taken(SessionLease session, CommandHandler handler) {}

  /**
   * Makes an empty one.
   *
   * @param handlers makes what handles commands with a session
   * @param free whether a session's account may make requests now
   * @param nanoTime as {@link System#nanoTime}
   */
  WorkerSlot(
      SessionLeases sessions,
      Function<SessionLease, CommandHandler> handlers,
      Predicate<SessionLease> free,
      LongSupplier nanoTime) {
    this.sessions = sessions;
    this.handlers = handlers;
    this.free = free;
    this.nanoTime = nanoTime;
    this.restsUntil = nanoTime.getAsLong();
  }

  boolean isEmpty() {
    return taken == null;
  }

  @Override
  public boolean isReady() {
    Taken now = taken;
    return now != null && nanoTime.getAsLong() - restsUntil >= 0 && free.test(now.session());
  }

  public void take(SessionLease session) {
    taken = new Taken(session, handlers.apply(session));
  }

  /** A refusal that reads as the end of the session is believed only if the session is dead. */
  @Override
  public List<Event> handle(Lease lease) throws Exception {
    Taken now = taken;
    if (now == null) {
      throw new IllegalStateException("nothing is to be taken without a session");
    }
    try {
      return now.handler().handle(lease);
    } catch (RateLimitHoldException e) {
      restsUntil = nanoTime.getAsLong() + REST.toNanos();
      throw e;
    } catch (Exception e) {
      Failure failure = FailureClassifier.classify(e);
      if (failure.type() == ErrorType.AUTH && now.session().session().isAlive()) {
        throw new SessionAliveException(failure, e);
      }
      throw e;
    }
  }

  /** Telegram refused the session: nobody is to take it again, and the seat stands empty. */
  public void lost(Failure failure) {
    Taken lost = taken;
    taken = null;
    if (lost != null) {
      sessions.quarantine(lost.session(), failure.message());
    }
  }
}
