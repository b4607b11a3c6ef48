package dev.tgfetcher.upkeep;

import static dev.tgfetcher.redis.RedisConnection.await;

import dev.tgfetcher.queue.QueueCount;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.redis.RedisFault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.redisson.api.RLock;
import org.redisson.client.RedisException;

/**
 * Counts the commands of the fleet. One worker at a time counts, because a sum over workers would
 * count each command several times:
 *
 * <ol>
 *   <li>it takes the fleet's upkeep lock, and keeps it until {@link #end};
 *   <li>it reports the counts of each round. The report is empty while another worker has the lock
 *       or Redis is away;
 *   <li>while Redis refuses writes, no worker can have the lock. Every worker then counts, so that
 *       alerts on the queue, which take the maximum, still fire.
 * </ol>
 */
public final class QueueWatch implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final QueueCounter counter;
  private final RLock lock;
  private final Consumer<List<QueueCount>> onCounts;

  /** Redisson's locks belong to a thread; this role runs on one thread and ends on another. */
  private final long owner = Thread.currentThread().getId();

  /** Takes the listener that gets the counts of each round. */
  public QueueWatch(QueueCounter counter, RLock lock, Consumer<List<QueueCount>> onCounts) {
    this.counter = counter;
    this.lock = lock;
    this.onCounts = onCounts;
  }

  @Override
  public String name() {
    return "queue-watch";
  }

  @Override
  public void runOnce() {
    List<QueueCount> counts = List.of();
    try {
      if (ownsLock()) {
        counts = counter.countNext();
      }
    } catch (RedisException failure) {
      counts = countWithoutLock(failure);
      throw failure;
    } finally {
      onCounts.accept(counts);
    }
  }

  private List<QueueCount> countWithoutLock(RedisException failure) {
    return RedisFault.of(failure) == RedisFault.NO_ANSWER ? List.of() : counter.countNext();
  }

  private boolean ownsLock() {
    return lock.isHeldByThread(owner)
        || await("the lock of the queue watch", lock.tryLockAsync(owner));
  }

  /** Releases the lock, so that another worker counts. */
  public void end() {
    onCounts.accept(List.of());
    if (lock.isHeldByThread(owner)) {
      await("the unlock of the queue watch", lock.unlockAsync(owner));
    }
  }
}
