package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.WorkerRegistry;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that had this worker's id before, if a {@code WORKER_ID} is used again. Before the
 * new one's first heartbeat, which decides between several that look at the same time:
 *
 * <ol>
 *   <li>{@link #isGone}: a killed one's last heartbeat expires, a living one's is followed by
 *       another;
 *   <li>{@link #inherit}: what it finished is told, and what it had in hand is taken back as an
 *       interruption. Later it would look like this process' own, and a command that kills whoever
 *       takes it would go round for ever.
 * </ol>
 */
public final class WorkerIdTakeover {
  private static final Logger log = LoggerFactory.getLogger(WorkerIdTakeover.class);

  private final WorkerRegistry fleet;
  private final String workerId;
  private final OutboxReplay outbox;
  private final OrphanRecovery orphans;
  private Map<String, String> lastBeat = Map.of();

  public WorkerIdTakeover(
      WorkerRegistry fleet, String workerId, OutboxReplay outbox, OrphanRecovery orphans) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.outbox = outbox;
    this.orphans = orphans;
  }

  /**
   * Whether the id is free now; to be asked again until it is, no longer than a heartbeat lives.
   *
   * @throws WorkerIdTakenException if the other one lives
   */
  public boolean isGone() {
    Map<String, String> beat = fleet.lastBeat(workerId);
    if (!beat.isEmpty() && !lastBeat.isEmpty() && !beat.equals(lastBeat)) {
      throw new WorkerIdTakenException(workerId, beat);
    }
    if (!beat.isEmpty() && lastBeat.isEmpty()) {
      log.info("Waiting for the last heartbeat of an earlier {} to expire", workerId);
    }
    lastBeat = beat;
    return beat.isEmpty();
  }

  /** Ends what it left; what cannot be read or is refused is left to upkeep. */
  public void inherit() {
    tryTo(outbox::runOnce);
    tryTo(() -> orphans.takeBack(workerId));
  }

  private void tryTo(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failed) {
      log.warn("Something that an earlier {} left stays", workerId, failed);
    }
  }
}
