package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.queue.WorkerRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a worker id that an earlier process had, before this process's first heartbeat:
 *
 * <ol>
 *   <li>{@link #isIdFree} waits for the last heartbeat of a killed process to expire. A living
 *       process renews its heartbeat;
 *   <li>{@link #takeOver} sends what the earlier process left in its outbox, and reclaims its
 *       commands as interruptions. Later they would look like commands of this process, and a
 *       command that kills its workers would come back for ever.
 * </ol>
 */
public final class WorkerIdTakeover {
  private static final Logger log = LoggerFactory.getLogger(WorkerIdTakeover.class);

  private final WorkerRegistry workers;
  private final String workerId;
  private final OutboxReplay outbox;
  private final Reclaimer reclaimer;
  private Map<String, String> lastHeartbeat = Map.of();

  public WorkerIdTakeover(
      WorkerRegistry workers, String workerId, OutboxReplay outbox, Reclaimer reclaimer) {
    this.workers = workers;
    this.workerId = workerId;
    this.outbox = outbox;
    this.reclaimer = reclaimer;
  }

  /**
   * Whether the id has no heartbeat now. The caller repeats the call until it is free, which takes
   * at most {@link Heartbeat#TTL}.
   *
   * @throws WorkerIdTakenException if another process lives under the id
   */
  public boolean isIdFree() {
    Map<String, String> heartbeat = workers.lastHeartbeat(workerId);
    if (!heartbeat.isEmpty() && !lastHeartbeat.isEmpty() && !heartbeat.equals(lastHeartbeat)) {
      throw new WorkerIdTakenException(workerId, heartbeat);
    }
    if (!heartbeat.isEmpty() && lastHeartbeat.isEmpty()) {
      log.info("Waiting for the last heartbeat of an earlier {} to expire", workerId);
    }
    lastHeartbeat = heartbeat;
    return heartbeat.isEmpty();
  }

  /** Ends the work of the earlier process; failures are logged and left to the upkeep roles. */
  public void takeOver() {
    tryTo("send the outbox", outbox::runOnce);
    tryTo("reclaim the commands", () -> reclaimer.reclaimAll(workerId));
  }

  private void tryTo(String action, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failed) {
      log.warn("Could not {} of an earlier {}; upkeep tries again", action, workerId, failed);
    }
  }
}
