package dev.tgfetcher.upkeep;

import static dev.tgfetcher.redis.RedisConnection.answer;

import dev.tgfetcher.queue.QueueCount;
import dev.tgfetcher.queue.QueueCounter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.redisson.api.RLock;

/**
 * Counts the commands of the fleet, in one worker at a time, or sums over workers would lie:
 *
 * <ol>
 *   <li>takes the fleet's upkeep lock, and keeps it as long as it lives;
 *   <li>tells what it counted, or nothing while another worker has the lock or Redis is away.
 * </ol>
 */
public final class QueueWatch implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final QueueCounter counter;
  private final RLock lock;
  private final Consumer<List<QueueCount>> told;

  /** A lock has a thread for its owner, and this role ends on another one than it runs on. */
  private final long owner = Thread.currentThread().getId();

  /**
   * Counts nothing yet.
   *
   * @param told the counts of each round; none while they are another worker's to tell
   */
  public QueueWatch(QueueCounter counter, RLock lock, Consumer<List<QueueCount>> told) {
    this.counter = counter;
    this.lock = lock;
    this.told = told;
  }

  @Override
  public String name() {
    return "queue-watch";
  }

  @Override
  public void runOnce() {
    List<QueueCount> counts = List.of();
    try {
      if (hold()) {
        counts = counter.count();
      }
    } finally {
      told.accept(counts);
    }
  }

  private boolean hold() {
    return lock.isHeldByThread(owner) || answer(lock.tryLockAsync(owner));
  }

  /** Lets another worker count. */
  public void end() {
    told.accept(List.of());
    if (lock.isHeldByThread(owner)) {
      answer(lock.unlockAsync(owner));
    }
  }
}
