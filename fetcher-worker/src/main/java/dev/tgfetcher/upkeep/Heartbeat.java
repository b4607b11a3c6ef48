package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.WorkerRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes this worker's heartbeat:
 *
 * <ol>
 *   <li>{@link #begin} writes the first one, before the first lease. Of several processes with one
 *       worker id it lets one begin;
 *   <li>{@link #runOnce} renews it;
 *   <li>{@link #end} deletes it, as the last act of the worker.
 * </ol>
 */
public final class Heartbeat implements Role {
  /** Four intervals, so that a worker survives two heartbeats that did not arrive. */
  public static final Duration TTL = Duration.ofSeconds(20);

  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final WorkerRegistry workers;
  private final String workerId;
  private final Supplier<Map<String, String>> state;
  private final Runnable onIdTaken;

  /** Unlike a worker id, a nonce is never used by a second process. */
  private final String nonce = UUID.randomUUID().toString();

  private Map<String, String> lastState = Map.of();
  private volatile boolean idTaken;

  /**
   * Takes the content of the heartbeat.
   *
   * @param state the fields that operators see, such as the session and the current command
   * @param onIdTaken run once, when this process slept until another process took its worker id
   */
  public Heartbeat(
      WorkerRegistry workers,
      String workerId,
      Supplier<Map<String, String>> state,
      Runnable onIdTaken) {
    this.workers = workers;
    this.workerId = workerId;
    this.state = state;
    this.onIdTaken = onIdTaken;
  }

  @Override
  public boolean usesRedisEveryRound() {
    return true;
  }

  @Override
  public String name() {
    return "heartbeat";
  }

  /**
   * Writes the first heartbeat.
   *
   * @throws WorkerIdTakenException if another process has begun under this id
   */
  public void begin() {
    lastState = state.get();
    if (!write()) {
      throw new WorkerIdTakenException(workerId, workers.lastHeartbeat(workerId));
    }
  }

  /** Renews the heartbeat; with the fields of the last one if the state cannot be read. */
  @Override
  public void runOnce() {
    try {
      lastState = state.get();
    } finally {
      if (!write() && !idTaken) {
        idTaken = true;
        onIdTaken.run();
      }
    }
  }

  private boolean write() {
    return workers.recordHeartbeat(workerId, nonce, TTL, lastState);
  }

  /** Whether the worker id is still this process's: no other process has a heartbeat under it. */
  public boolean ownsWorkerId() {
    return !idTaken;
  }

  /** Deletes the heartbeat of a worker that stops. */
  public void end() {
    workers.endHeartbeat(workerId, nonce);
  }
}
