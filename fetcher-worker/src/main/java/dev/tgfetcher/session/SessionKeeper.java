package dev.tgfetcher.session;

import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives every worker slot a session:
 *
 * <ol>
 *   <li>renews the locks of the sessions that this worker owns. A lock expires while Redis is away.
 *       If another worker has taken the session by then, this worker must release it, because
 *       Telegram ends a session that two processes use;
 *   <li>releases the sessions of idle slots whose accounts are frozen;
 *   <li>reads which sessions there are, so that a heartbeat reads no disk;
 *   <li>takes free sessions for the empty slots, and those that could not be opened before;
 *   <li>reports that no slot has a session, and that none is usable before a person acts.
 * </ol>
 */
public final class SessionKeeper implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  private final SessionLeases sessions;
  private final List<WorkerSlot> slots;
  private final Runnable onTaken;
  private final Consumer<RuntimeException> onNoneLeft;
  private final Consumer<SessionState> onState;

  /**
   * Creates a role for all slots of a worker.
   *
   * @param onTaken runs when another worker has taken a session of this one
   * @param onNoneLeft receives the reason why no session is left
   * @param onState receives the sessions after each round
   */
  public SessionKeeper(
      SessionLeases sessions,
      List<WorkerSlot> slots,
      Runnable onTaken,
      Consumer<RuntimeException> onNoneLeft,
      Consumer<SessionState> onState) {
    this.sessions = sessions;
    this.slots = slots;
    this.onTaken = onTaken;
    this.onNoneLeft = onNoneLeft;
    this.onState = onState;
  }

  @Override
  public String name() {
    return "session-keeper";
  }

  @Override
  public void runOnce() {
    if (!sessions.owned().stream().allMatch(SessionLease::keep)) {
      onTaken.run();
      return;
    }
    slots.forEach(WorkerSlot::releaseIfFrozen);
    sessions.refresh();
    try {
      fillEmptySlots();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    onState.accept(sessions.state());
  }

  private void fillEmptySlots() throws InterruptedException {
    for (WorkerSlot slot : slots) {
      if (slot.isEmpty()) {
        Optional<SessionLease> free = takeFree();
        if (free.isEmpty()) {
          return;
        }
        slot.assign(free.get());
      }
    }
  }

  private Optional<SessionLease> takeFree() throws InterruptedException {
    try {
      return sessions.takeFree();
    } catch (SessionUnavailableException e) {
      if (e.problem().lasts()) {
        reportIfNoneLeft(e);
      }
    } catch (NoSessionException e) {
      reportIfNoneLeft(e);
    }
    return Optional.empty();
  }

  private void reportIfNoneLeft(RuntimeException reason) {
    if (slots.stream().allMatch(WorkerSlot::isEmpty)) {
      onNoneLeft.accept(reason);
    }
  }
}
