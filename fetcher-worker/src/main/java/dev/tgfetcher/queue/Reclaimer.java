package dev.tgfetcher.queue;

import dev.tgfetcher.redis.IndependentSteps;
import dev.tgfetcher.redis.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back the commands of dead workers, and those at which a living worker's program failed.
 * Each goes to the head of the queue as an interruption. At {@link #MAX_INTERRUPTIONS} it becomes a
 * dead letter, unless the dead worker had other commands, of which any may be the cause. Several
 * reclaimers may run at a time: each command is taken back once.
 */
public final class Reclaimer {
  /**
   * A command that was interrupted this often since its last finished day is taken for the cause.
   */
  public static final int MAX_INTERRUPTIONS = 3;

  private static final Logger log = LoggerFactory.getLogger(Reclaimer.class);

  private final ProcessingLists lists;
  private final CommandCounters counters;
  private final DeadLetterFactory letters;
  private final LongPayloads longPayloads;

  /**
   * What became of a worker's commands.
   *
   * @param requeued how many are pending again
   * @param deadLettered how many are dead letters
   */
  public record Outcome(int requeued, int deadLettered) {}

  public Reclaimer(ProcessingLists lists, CommandCounters counters, DeadLetterFactory letters) {
    this.lists = lists;
    this.counters = counters;
    this.letters = letters;
    this.longPayloads = lists.longPayloads(letters::malformed);
  }

  /** Makes dead letters of the elements in a worker's list that are too long for a command. */
  public int buryLong(String worker) {
    return longPayloads.bury(worker);
  }

  /**
   * Takes back all commands of a dead worker; does nothing to one that has a heartbeat. A command
   * that cannot be taken back delays no other.
   */
  public Outcome reclaimAll(String worker) {
    List<Payload> payloads = lists.payloads(worker);
    boolean isAlone = payloads.stream().distinct().count() == 1;
    AtomicInteger requeued = new AtomicInteger();
    AtomicInteger deadLettered = new AtomicInteger();
    List<Runnable> steps = new ArrayList<>();
    for (Payload payload : payloads) {
      steps.add(() -> takeBack(worker, payload, isAlone, requeued, deadLettered));
    }
    steps.add(() -> deadLettered.addAndGet(buryLong(worker)));
    IndependentSteps.forEach(steps, Runnable::run);
    return new Outcome(requeued.get(), deadLettered.get());
  }

  private void takeBack(
      String worker,
      Payload payload,
      boolean isAlone,
      AtomicInteger requeued,
      AtomicInteger deadLettered) {
    AttemptHistory before = counters.attempts(payload);
    if (isAlone && isLast(before) && deadLetter(worker, payload, before)) {
      deadLettered.incrementAndGet();
    } else if (reclaim(worker, payload, before)) {
      requeued.incrementAndGet();
    }
  }

  private boolean reclaim(String worker, Payload payload, AttemptHistory before) {
    boolean reclaimed = lists.reclaim(worker, payload);
    if (reclaimed) {
      log.warn(
          "Took a command back from dead worker {} (interruption {})",
          worker,
          before.interruptions() + 1);
    }
    return reclaimed;
  }

  private boolean deadLetter(String worker, Payload payload, AttemptHistory before) {
    boolean written =
        lists.deadLetter(worker, payload, letters.interrupted(payload, worker, before));
    if (written) {
      log.error(
          "Gave a command up: interrupted {} times, last by {}",
          before.interruptions() + 1,
          worker);
    }
    return written;
  }

  /**
   * Takes back one command of a living worker on which no thread works.
   *
   * @param fault the exception with which the worker's program failed at it
   */
  public void reclaimFailed(String worker, Payload payload, String fault) {
    AttemptHistory before = counters.attempts(payload);
    String how = "failed at it: " + fault;
    if (!isLast(before)) {
      if (lists.reclaimStranded(worker, payload, how)) {
        log.warn("Took a command back (interruption {})", before.interruptions() + 1);
      }
    } else if (lists.deadLetterStranded(
        worker, payload, letters.interrupted(payload, worker, how, before))) {
      log.error("Gave a command up: interrupted {} times", before.interruptions() + 1);
    }
  }

  /** Whether a command becomes a dead letter if its worker dies while it runs alone. */
  public static boolean isSuspect(Lease lease) {
    return lease.interruptions() + 1 >= MAX_INTERRUPTIONS;
  }

  private static boolean isLast(AttemptHistory before) {
    return before.interruptions() + 1 >= MAX_INTERRUPTIONS;
  }
}
