package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.DeadLetterFactory;
import dev.tgfetcher.queue.WorkerRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RLock;

/**
 * Takes back what dead workers held:
 *
 * <ol>
 *   <li>looks for processing lists whose worker has no heartbeat. Three looks in a row make it
 *       dead: when Redis was away no heartbeat was heard, and those who live need a moment to say
 *       so. A look that Redis does not answer counts for nothing;
 *   <li>has each command taken back, one reaper at a time in the fleet.
 * </ol>
 */
public final class Reaper implements Role {
  /** A heartbeat's life and the looks are less than the 30 s in which an orphan runs again. */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  static final int LOOKS = 3;

  /** Longer than it takes; a reaper that dies at it is replaced soon. */
  private static final Duration LOCK = Duration.ofSeconds(5);

  private final WorkerRegistry fleet;
  private final String workerId;
  private final RLock lock;
  private final OrphanRecovery orphans;
  private final Map<String, Integer> looks = new HashMap<>();

  public Reaper(WorkerRegistry fleet, String workerId, RLock lock, DeadLetterFactory burials) {
    this.fleet = fleet;
    this.workerId = workerId;
    this.lock = lock;
    this.orphans = new OrphanRecovery(fleet, burials);
  }

  @Override
  public String name() {
    return "reaper";
  }

  @Override
  public void runOnce() {
    List<String> dead = deadWorkers();
    try {
      if (!dead.isEmpty() && lock.tryLock(0, LOCK.toMillis(), TimeUnit.MILLISECONDS)) {
        takeBack(dead);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** This worker lives, whatever became of its heartbeat. */
  private List<String> deadWorkers() {
    List<String> silent =
        fleet.deadWorkers().stream().filter(worker -> !worker.equals(workerId)).toList();
    looks.keySet().retainAll(silent);
    silent.forEach(worker -> looks.merge(worker, 1, Integer::sum));
    return silent.stream().filter(worker -> looks.getOrDefault(worker, 0) >= LOOKS).toList();
  }

  private void takeBack(List<String> dead) {
    try {
      dead.forEach(orphans::takeBack);
    } finally {
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }
}
