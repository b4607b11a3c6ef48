package dev.tgfetcher.upkeep;

import static dev.tgfetcher.redis.RedisConnection.await;

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
 * Takes back the commands of dead workers. One worker of the fleet is the reaper, until it ends:
 *
 * <ol>
 *   <li>It looks for processing lists whose worker has no heartbeat. A worker is dead after three
 *       such looks in a row: after an outage of Redis, living workers need a moment to renew their
 *       heartbeats. A look that Redis does not answer counts for nothing.
 *   <li>It reclaims each command. A list that cannot be read delays no other.
 *   <li>It searches for lists of workers that have no heartbeat in this version's form, in a part
 *       of the database at each look.
 * </ol>
 */
public final class Reaper implements Role {
  /** The life of a heartbeat and three looks are less than 30 s, the limit for an orphan. */
  public static final Duration INTERVAL = Duration.ofSeconds(2);

  static final int LOOKS = 3;

  /** Longer than the time between two looks, and short enough to replace a reaper that died. */
  private static final Duration LOCK = Duration.ofSeconds(5);

  private final WorkerRegistry workers;
  private final String workerId;
  private final RLock lock;
  private final Reclaimer reclaimer;
  private final Map<String, Integer> looks = new HashMap<>();

  /** Redisson's locks belong to a thread; this role runs on one thread and ends on another. */
  private final long owner = Thread.currentThread().getId();

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
    if (!isReaper()) {
      looks.clear();
      return;
    }
    workers.search();
    IndependentSteps.forEach(deadWorkers(), reclaimer::reclaimAll);
  }

  private boolean isReaper() {
    return await(
        "the lock of the reaper",
        lock.tryLockAsync(0, LOCK.toMillis(), TimeUnit.MILLISECONDS, owner));
  }

  /** Leaves this worker out: it lives, even if its heartbeat has expired. */
  private List<String> deadWorkers() {
    List<String> silent =
        workers.deadAmongSilent(Heartbeat.TTL).stream()
            .filter(worker -> !worker.equals(workerId))
            .toList();
    looks.keySet().retainAll(silent);
    silent.forEach(worker -> looks.merge(worker, 1, Integer::sum));
    return silent.stream().filter(worker -> looks.getOrDefault(worker, 0) >= LOOKS).toList();
  }

  /** Leaves the task to another worker. */
  public void end() {
    if (lock.isHeldByThread(owner)) {
      await("the unlock of the reaper", lock.forceUnlockAsync());
    }
  }
}
