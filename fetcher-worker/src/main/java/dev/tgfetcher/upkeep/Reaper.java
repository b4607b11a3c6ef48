package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.Burials;
import dev.tgfetcher.queue.Fleet;
import dev.tgfetcher.queue.PastRuns;
import dev.tgfetcher.queue.Payload;
import java.time.Duration;
import java.util.List;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what dead workers held; any worker may, since each script gives a command once:
 *
 * <ol>
 *   <li>holds back at first, and after Redis was away: no heartbeat was heard meanwhile, and those
 *       who live need a moment to say so;
 *   <li>finds processing lists whose worker has no heartbeat;
 *   <li>gives each command back to the head of the queue as an interruption;
 *   <li>or makes it a dead letter when it was interrupted too often.
 * </ol>
 */
public final class Reaper implements Role {
  /** A heartbeat's life and a few of these are less than the 30 s in which an orphan runs again. */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  /** A command that was in hand at this many deaths is taken for their cause. */
  public static final int MAX_INTERRUPTIONS = 3;

  /** Redis may have come back just before this worker began. */
  private static final int ROUNDS_HELD_BACK_AT_FIRST = 2;

  /** In so many rounds every living worker has a heartbeat again, if its last one hung. */
  private static final int ROUNDS_HELD_BACK = 3;

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  private final Fleet fleet;
  private final String workerId;
  private final Burials burials;
  private int roundsToHoldBack = ROUNDS_HELD_BACK_AT_FIRST;

  public Reaper(Fleet fleet, String workerId, Burials burials) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.burials = burials;
  }

  @Override
  public String name() {
    return "reaper";
  }

  @Override
  public void runOnce() {
    try {
      List<String> dead = deadWorkers();
      if (roundsToHoldBack == 0) {
        dead.forEach(this::takeBack);
      } else {
        roundsToHoldBack--;
      }
    } catch (RedisException away) {
      roundsToHoldBack = ROUNDS_HELD_BACK;
      throw away;
    }
  }

  /** This worker lives, whatever became of its heartbeat. */
  private List<String> deadWorkers() {
    return fleet.deadWorkers().stream().filter(worker -> !worker.equals(workerId)).toList();
  }

  private void takeBack(String worker) {
    for (Payload payload : fleet.heldBy(worker)) {
      PastRuns before = fleet.pastRuns(payload);
      int interruptions = before.interruptions() + 1;
      if (interruptions >= MAX_INTERRUPTIONS) {
        bury(worker, payload, before);
      } else if (fleet.reclaim(worker, payload)) {
        log.warn(
            "Took a command back from dead worker {} (interruption {})", worker, interruptions);
      }
    }
  }

  private void bury(String worker, Payload payload, PastRuns before) {
    if (fleet.bury(worker, payload, burials.interrupted(payload, worker, before))) {
      log.error(
          "Gave a command up: interrupted {} times, last by {}",
          before.interruptions() + 1,
          worker);
    }
  }
}
