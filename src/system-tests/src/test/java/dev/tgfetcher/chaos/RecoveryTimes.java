package dev.tgfetcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the time from the death of a worker until its commands run again. The clock stops while
 * Redis is away or the disk is full, because no worker takes a command then.
 */
final class RecoveryTimes {
  private static final Logger log = LoggerFactory.getLogger(RecoveryTimes.class);

  private final ChaosRedis redis;
  private final SmallDisk disk;
  private final List<Orphan> orphans = new CopyOnWriteArrayList<>();
  private final List<Duration> times = new ArrayList<>();
  private volatile Duration clock = Duration.ZERO;
  private long lastSample = System.nanoTime();

  private record Orphan(String worker, String payload, Duration since) {}

  RecoveryTimes(ChaosRedis redis, SmallDisk disk) {
    this.redis = redis;
    this.disk = disk;
  }

  /** Call right after a worker's death. */
  void recordDeath(String worker) {
    Duration now = clock;
    try {
      List<String> leased = redis.leasedBy(worker);
      log.warn("{} died with {} commands in flight", worker, leased.size());
      leased.forEach(payload -> orphans.add(new Orphan(worker, payload, now)));
    } catch (RedisException away) {
      log.warn("{} died; its commands are unknown, because Redis is away", worker);
    }
  }

  /** Call often, from one thread. */
  void sample() {
    long now = System.nanoTime();
    if (redis.servesWorkers() && !disk.isFull()) {
      clock = clock.plusNanos(now - lastSample);
    }
    lastSample = now;
    List<Orphan> recovered = orphans.stream().filter(this::isRecovered).toList();
    recovered.forEach(orphan -> addTime(clock.minus(orphan.since())));
    orphans.removeAll(recovered);
  }

  private boolean isRecovered(Orphan orphan) {
    try {
      return !redis.leasedBy(orphan.worker()).contains(orphan.payload())
          && !redis.pending().contains(orphan.payload());
    } catch (RedisException away) {
      return false;
    }
  }

  private synchronized void addTime(Duration time) {
    times.add(time);
  }

  /** In ascending command. */
  synchronized List<Duration> times() {
    return times.stream().sorted().toList();
  }
}
