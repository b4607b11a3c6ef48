package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.Fleet;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Tells the fleet that this worker lives, before its first lease and then again and again. */
public final class Heartbeat implements Role {
  /** Written four times as often, so that two lost ones do not make a worker look dead. */
  public static final Duration TTL = Duration.ofSeconds(20);

  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Fleet fleet;
  private final String workerId;
  private final Supplier<Map<String, String>> state;
  private Map<String, String> known = Map.of();

  /**
   * @param state what an operator wants to know of this worker
   */
  public Heartbeat(Fleet fleet, String workerId, Supplier<Map<String, String>> state) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.state = state;
  }

  @Override
  public boolean hearsFromRedis() {
    return true;
  }

  @Override
  public String name() {
    return "heartbeat";
  }

  /** A worker that cannot say how it is lives all the same, and is as it was. */
  @Override
  public void runOnce() {
    try {
      known = state.get();
    } finally {
      fleet.beat(workerId, TTL, known);
    }
  }

  /** The worker is gone on purpose; the last thing that it says. */
  public void end() {
    fleet.forget(workerId);
  }
}
