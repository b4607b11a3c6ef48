package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.Reclaimer;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.IndependentSteps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RLock;

/**
 * Takes back the commands of dead workers:
 *
 * <ol>
 *   <li>It looks for processing lists whose worker has no heartbeat. A worker is dead after three
 *       such looks in a row: after an outage of Redis, living workers need a moment to renew their
 *       heartbeats. A look that Redis does not answer counts for nothing.
 *   <li>It reclaims each command, one reaper at a time in the fleet. A list that cannot be read
 *       delays no other.
 * </ol>
 */
public final class Reaper implements Role {
  /** The life of a heartbeat and three looks are less than 30 s, the limit for an orphan. */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  static final int LOOKS = 3;

  /** Longer than a round takes, and short enough to replace a reaper that died in it. */
  private static final Duration LOCK = Duration.ofSeconds(5);

  private final WorkerRegistry workers;
  private final String workerId;
  private final RLock lock;
  private final Reclaimer reclaimer;
  private final Map<String, Integer> looks = new HashMap<>();

  public Reaper(WorkerRegistry workers, String workerId, RLock lock, Reclaimer reclaimer) {
    this.workers = workers;
    this.workerId = workerId;
    this.lock = lock;
    this.reclaimer = reclaimer;
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
        reclaim(dead);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves this worker out: it lives, even if its heartbeat has expired. */
  private List<String> deadWorkers() {
    List<String> silent =
        workers.deadWorkers().stream().filter(worker -> !worker.equals(workerId)).toList();
    looks.keySet().retainAll(silent);
    silent.forEach(worker -> looks.merge(worker, 1, Integer::sum));
    return silent.stream().filter(worker -> looks.getOrDefault(worker, 0) >= LOOKS).toList();
  }

  private void reclaim(List<String> dead) {
    try {
      IndependentSteps.forEach(dead, reclaimer::reclaimAll);
    } finally {
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }
}
