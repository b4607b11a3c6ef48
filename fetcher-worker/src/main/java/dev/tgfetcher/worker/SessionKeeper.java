package dev.tgfetcher.worker;

import dev.tgfetcher.upkeep.Role;
import java.time.Duration;
import java.util.List;

/**
 * Holds on to the sessions: a lock in Redis expires while Redis is away. Should another worker have
 * taken a session by then, this one must let go of it, for two users of one session lose it.
 */
final class SessionKeeper implements Role {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private final List<SessionLease> leases;
  private final Runnable onLost;

  SessionKeeper(List<SessionLease> leases, Runnable onLost) {
    this.leases = leases;
    this.onLost = onLost;
  }

  @Override
  public String name() {
    return "session-keeper";
  }

  @Override
  public void runOnce() {
    if (!leases.stream().allMatch(SessionLease::keep)) {
      onLost.run();
    }
  }
}
