package dev.tgfetcher.session;

import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sees to it that every seat has a session:
 *
 * <ol>
 *   <li>holds on to those that there are: a lock in Redis expires while Redis is away. Should
 *       another worker have taken a session by then, this one must let go of it, for two users of
 *       one session lose it;
 *   <li>sees which sessions there are, so that a heartbeat need not;
 *   <li>takes free ones for the seats that stand empty;
 *   <li>tells when no seat has one, and no session could be used by anybody.
 * </ol>
 */
public final class SessionKeeper implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  private final SessionLeases sessions;
  private final List<WorkerSlot> seats;
  private final Runnable onTaken;
  private final Consumer<RuntimeException> onUseless;

  /**
   * Keeps the seats.
   *
   * @param onTaken told when another worker has a session of this one
   * @param onUseless told why there is nothing left to work with
   */
  public SessionKeeper(
      SessionLeases sessions,
      List<WorkerSlot> seats,
      Runnable onTaken,
      Consumer<RuntimeException> onUseless) {
    this.sessions = sessions;
    this.seats = seats;
    this.onTaken = onTaken;
    this.onUseless = onUseless;
  }

  @Override
  public String name() {
    return "session-keeper";
  }

  @Override
  public void runOnce() {
    if (!sessions.held().stream().allMatch(SessionLease::keep)) {
      onTaken.run();
      return;
    }
    sessions.look();
    try {
      fill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill() throws InterruptedException {
    for (WorkerSlot seat : seats) {
      if (seat.isEmpty()) {
        Optional<SessionLease> free = takeFree();
        if (free.isEmpty()) {
          return;
        }
        seat.take(free.get());
      }
    }
  }

  private Optional<SessionLease> takeFree() throws InterruptedException {
    try {
      return sessions.takeFree();
    } catch (SessionUnavailableException e) {
      if (e.problem() != SessionProblem.UNAVAILABLE) {
        uselessIfEmpty(e);
      }
    } catch (NoSessionException e) {
      uselessIfEmpty(e);
    }
    return Optional.empty();
  }

  private void uselessIfEmpty(RuntimeException reason) {
    if (seats.stream().noneMatch(WorkerSlot::isReady)) {
      onUseless.accept(reason);
    }
  }
}
