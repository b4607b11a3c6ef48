package dev.tgfetcher.worker;

import dev.tgfetcher.upkeep.Role;
import java.time.Duration;

/**
 * Holds on to the session: its lock in Redis expires while Redis is away. Should another worker
 * have taken the session by then, this one must let go of it, for two users of one session lose it.
 */
final class SessionKeeper implements Role {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private final SessionLease lease;
  private final Runnable onLost;

  SessionKeeper(SessionLease lease, Runnable onLost) {
    this.lease = lease;
    this.onLost = onLost;
  }

  @Override
  public String name() {
    return "session-keeper";
  }

  @Override
  public void runOnce() {
    if (!lease.keep()) {
      onLost.run();
    }
  }
}
