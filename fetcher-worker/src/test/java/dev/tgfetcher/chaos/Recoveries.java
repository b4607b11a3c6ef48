package dev.tgfetcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redisson.client.RedisException;

/** Measures how long a command of a dead worker lies until somebody works on it again. */
final class Recoveries {
  private final ChaosRedis redis;
  private final List<Orphan> orphans = new CopyOnWriteArrayList<>();
  private final List<Duration> times = new ArrayList<>();

  private record Orphan(String worker, String payload, long since) {}

  Recoveries(ChaosRedis redis) {
    this.redis = redis;
  }

  /** To be called right after a worker's death. */
  void died(String worker) {
    long now = System.nanoTime();
    try {
      redis.heldBy(worker).forEach(payload -> orphans.add(new Orphan(worker, payload, now)));
    } catch (RedisException away) {
      // What the worker held cannot be known now; its commands are counted in the end.
    }
  }

  /** To be called often. */
  void look() {
    for (Orphan orphan : orphans) {
      if (isTaken(orphan)) {
        orphans.remove(orphan);
        addTime(Duration.ofNanos(System.nanoTime() - orphan.since()));
      }
    }
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
