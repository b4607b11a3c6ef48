package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.AttemptHistory;
import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what dead workers held: each command goes to the head of the queue as an interruption,
 * or becomes a dead letter when it was interrupted too often. Two that do it at a time share the
 * commands between them. And does the same to a command at which a living worker's program failed.
 */
public final class OrphanRecovery {
  /** A command that was in hand at this many deaths and faults is taken for their cause. */
  public static final int MAX_INTERRUPTIONS = 3;

  private static final Logger log = LoggerFactory.getLogger(OrphanRecovery.class);

  private final WorkerRegistry fleet;
  private final DeadLetterFactory burials;

  /**
   * What became of a worker's commands.
   *
   * @param requeued how many are pending again
   * @param buried how many are dead letters
   */
  public record Outcome(int requeued, int buried) {}

  public OrphanRecovery(WorkerRegistry fleet, DeadLetterFactory burials) {
    this.fleet = fleet;
    this.burials = burials;
  }

  /** Does nothing to a worker that has a heartbeat. */
  public Outcome takeBack(String worker) {
    int requeued = 0;
    int buried = 0;
    for (Payload payload : fleet.heldBy(worker)) {
      AttemptHistory before = fleet.pastRuns(payload);
      if (before.interruptions() + 1 >= MAX_INTERRUPTIONS && bury(worker, payload, before)) {
        buried++;
      } else if (reclaim(worker, payload, before)) {
        requeued++;
      }
    }
    return new Outcome(requeued, buried);
  }

  /**
   * Takes back one command that a living worker let go of, and nobody works on.
   *
   * @param fault how its program failed at it
   */
  public void takeBack(String worker, Payload payload, String fault) {
    AttemptHistory before = fleet.pastRuns(payload);
    String how = "failed at it: " + fault;
    if (before.interruptions() + 1 < MAX_INTERRUPTIONS) {
      if (fleet.reclaimStranded(worker, payload, how)) {
        log.warn("Took a command back (interruption {})", before.interruptions() + 1);
      }
    } else if (fleet.buryStranded(
        worker, payload, burials.interrupted(payload, worker, how, before))) {
      log.error("Gave a command up: interrupted {} times", before.interruptions() + 1);
    }
  }

  private boolean reclaim(String worker, Payload payload, AttemptHistory before) {
    boolean reclaimed = fleet.reclaim(worker, payload);
    if (reclaimed) {
      log.warn(
          "Took a command back from dead worker {} (interruption {})",
          worker,
          before.interruptions() + 1);
    }
    return reclaimed;
  }

  private boolean bury(String worker, Payload payload, AttemptHistory before) {
    boolean buried = fleet.bury(worker, payload, burials.interrupted(payload, worker, before));
    if (buried) {
      log.error(
          "Gave a command up: interrupted {} times, last by {}",
          before.interruptions() + 1,
          worker);
    }
    return buried;
  }
}
