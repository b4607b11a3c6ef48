package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.WorkerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tells the fleet that this worker lives:
 *
 * <ol>
 *   <li>{@link #begin}: before its first lease; of several processes with one id it lets one begin;
 *   <li>{@link #runOnce}: again and again;
 *   <li>{@link #end}: the last thing that it says.
 * </ol>
 */
public final class Heartbeat implements Role {
  /** Written four times as often, so that two lost ones do not make a worker look dead. */
  public static final Duration TTL = Duration.ofSeconds(20);

  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final WorkerRegistry fleet;
  private final String workerId;
  private final Supplier<Map<String, String>> state;
  private final Runnable onTaken;

  /** A worker id may be used again by the next process, this never. */
  private final String nonce = UUID.randomUUID().toString();

  private Map<String, String> known = Map.of();
  private volatile boolean taken;

  /**
   * Says nothing yet.
   *
   * @param state what an operator wants to know of this worker
   * @param onTaken told when this process slept for so long that another has its id now
   */
  public Heartbeat(
      WorkerRegistry fleet,
      String workerId,
      Supplier<Map<String, String>> state,
      Runnable onTaken) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.state = state;
    this.onTaken = onTaken;
  }

  @Override
  public boolean hearsFromRedis() {
    return true;
  }

  @Override
  public String name() {
    return "heartbeat";
  }

  /**
   * The first one.
   *
   * @throws WorkerIdTakenException if another process has begun under this id
   */
  public void begin() {
    known = state.get();
    if (!beat()) {
      throw new WorkerIdTakenException(workerId, fleet.lastBeat(workerId));
    }
  }

  /** A worker that cannot say how it is lives all the same, and is as it was. */
  @Override
  public void runOnce() {
    try {
      known = state.get();
    } finally {
      if (!beat() && !taken) {
        taken = true;
        onTaken.run();
      }
    }
  }

  private boolean beat() {
    return fleet.beat(workerId, nonce, TTL, known);
  }

  /** Whether no other process was seen under this worker's id. */
  public boolean isAlone() {
    return !taken;
  }

  /** The worker is gone on purpose. */
  public void end() {
    fleet.forget(workerId, nonce);
  }
}
