package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.Burials;
import dev.tgfetcher.queue.Fleet;
import java.time.Duration;
import java.util.List;
import org.redisson.client.RedisException;

/**
 * Takes back what dead workers held; any worker may, since each script gives a command once:
 *
 * <ol>
 *   <li>holds back at first, and after Redis was away: no heartbeat was heard meanwhile, and those
 *       who live need a moment to say so;
 *   <li>finds processing lists whose worker has no heartbeat;
 *   <li>has each command taken back.
 * </ol>
 */
public final class Reaper implements Role {
  /** A heartbeat's life and a few of these are less than the 30 s in which an orphan runs again. */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  /** Redis may have come back just before this worker began. */
  private static final int ROUNDS_HELD_BACK_AT_FIRST = 2;

  /** In so many rounds every living worker has a heartbeat again, if its last one hung. */
  private static final int ROUNDS_HELD_BACK = 3;

  private final Fleet fleet;
  private final String workerId;
  private final Orphans orphans;
  private int roundsToHoldBack = ROUNDS_HELD_BACK_AT_FIRST;

  public Reaper(Fleet fleet, String workerId, Burials burials) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.orphans = new Orphans(fleet, burials);
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
        dead.forEach(orphans::takeBack);
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
}
