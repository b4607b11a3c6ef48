package dev.tgfetcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how long a command of a dead worker lies until somebody works on it again: by a clock
 * that stands while Redis is away, for nobody could take it then.
 */
final class RecoveryTimes {
  private static final Logger log = LoggerFactory.getLogger(RecoveryTimes.class);

  private final ChaosRedis redis;
  private final List<Orphan> orphans = new CopyOnWriteArrayList<>();
  private final List<Duration> times = new ArrayList<>();
  private volatile Duration clock = Duration.ZERO;
  private long lastLook = System.nanoTime();

  private record Orphan(String worker, String payload, Duration since) {}

  RecoveryTimes(ChaosRedis redis) {
    this.redis = redis;
  }

  /** To be called right after a worker's death. */
  void died(String worker) {
    Duration now = clock;
    try {
      List<String> held = redis.heldBy(worker);
      log.warn("{} died with {} commands in hand", worker, held.size());
      held.forEach(payload -> orphans.add(new Orphan(worker, payload, now)));
    } catch (RedisException away) {
      log.warn("{} died; what it held is not known, for Redis is away", worker);
    }
  }

  /** To be called often, by one thread. */
  void look() {
    long now = System.nanoTime();
    if (redis.servesWorkers()) {
      clock = clock.plusNanos(now - lastLook);
    }
    lastLook = now;
    List<Orphan> taken = orphans.stream().filter(this::isTaken).toList();
    taken.forEach(orphan -> addTime(clock.minus(orphan.since())));
    orphans.removeAll(taken);
  }

  private boolean isTaken(Orphan orphan) {
    try {
      return !redis.heldBy(orphan.worker()).contains(orphan.payload())
          && !redis.pending().contains(orphan.payload());
    } catch (RedisException away) {
      return false;
    }
  }

  private synchronized void addTime(Duration time) {
    times.add(time);
  }

  /** In ascending order. */
  synchronized List<Duration> times() {
    return times.stream().sorted().toList();
  }
}
