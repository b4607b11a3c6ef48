package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.FailureClassifier;
import dev.tgfetcher.failure.RequeueException;
import dev.tgfetcher.limit.PermitUnavailableException;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Handles one command at a time with its own session. Without a session it is empty, and its
 * processor takes no command.
 */
public final class WorkerSlot implements CommandHandler {
  /**
   * The rest after a command that a hold of this account defers. Without it, the slot would defer
   * one command after another that other workers could handle at once. A command that waits for the
   * look-up of a name causes no rest, as the account can read the chats that it knows.
   */
  static final Duration REST = Duration.ofSeconds(5);

  private final SessionLeases sessions;
  private final Function<SessionLease, CommandHandler> handlers;
  private final Predicate<SessionLease> free;
  private final LongSupplier nanoTime;
  private volatile @Nullable Assignment assignment;
  private volatile long restsUntil;
  private boolean handling;

  private record Assignment(SessionLease session, CommandHandler handler) {}

  /**
   * @param handlers makes the handler that works with a session
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
    return assignment == null;
  }

  @Override
  public boolean isReady() {
    Assignment now = assignment;
    return now != null
        && nanoTime.getAsLong() - restsUntil >= 0
        && now.session().session().freeze().isEmpty()
        && free.test(now.session());
  }

  @Override
  public String account() {
    Assignment now = assignment;
    return now == null ? "" : String.valueOf(now.session().session().userId());
  }

  public void assign(SessionLease session) {
    assignment = new Assignment(session, handlers.apply(session));
  }

  /**
   * Handles a command. A refusal that reads as the end of the session counts as one only if the
   * session is dead. If the account is frozen or the session has no client, the slot is empty
   * afterwards.
   */
  @Override
  public List<Event> handle(Lease lease) throws Exception {
    Assignment now = begin();
    try {
      return now.handler().handle(lease);
    } catch (AccountRestrictedException e) {
      release(now, e.freeze());
      throw e;
    } catch (PermitUnavailableException e) {
      if (e.isOfMostCommands()) {
        restsUntil = nanoTime.getAsLong() + REST.toNanos();
      }
      throw e;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw afterLookAtSession(now, e);
    } finally {
      end();
    }
  }

  private Exception afterLookAtSession(Assignment now, Exception e) throws InterruptedException {
    TelegramSession session = now.session().session();
    Failure failure = FailureClassifier.classify(e);
    if (failure.type() == ErrorType.AUTH) {
      return session.isAlive() ? new SessionAliveException(failure, e) : e;
    }
    if (session.isOpen()) {
      return e;
    }
    releaseWithoutClient(now, failure);
    // The worker opens the session again.
    return new RequeueException(String.valueOf(e.getMessage()), e);
  }

  /**
   * Begins a command.
   *
   * @throws AccountRestrictedException if the keeper has released the session since the processor
   *     took the command
   */
  private synchronized Assignment begin() {
    Assignment now = assignment;
    if (now == null) {
      throw new AccountRestrictedException(AccountFreeze.WITHOUT_DATES);
    }
    handling = true;
    return now;
  }

  private synchronized void end() {
    handling = false;
  }

  /** Empties an idle slot whose account is frozen. A command in flight empties its slot itself. */
  synchronized void releaseIfFrozen() {
    Assignment now = assignment;
    if (now != null && !handling) {
      now.session().session().freeze().ifPresent(freeze -> release(now, freeze));
    }
  }

  private synchronized void release(Assignment frozen, AccountFreeze freeze) {
    assignment = null;
    sessions.freeze(frozen.session(), freeze);
  }

  private synchronized void releaseWithoutClient(Assignment lost, Failure failure) {
    assignment = null;
    sessions.release(lost.session(), failure.message());
  }

  /** Puts the session, which Telegram refused, into quarantine. The slot is empty afterwards. */
  public void quarantineSession(Failure refusal) {
    Assignment refused = assignment;
    assignment = null;
    if (refused != null) {
      sessions.quarantine(refused.session(), refusal.message());
    }
  }
}
