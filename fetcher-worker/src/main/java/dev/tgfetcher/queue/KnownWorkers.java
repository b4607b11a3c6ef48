package dev.tgfetcher.queue;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/**
 * The workers whose keys are worth a look: those with a heartbeat within the last hour, and those
 * that a scan of all keys finds. Only a scan finds workers of an older version, and those that died
 * long ago. A scan takes Redis long when there are counters of many commands, so it is rare.
 */
final class KnownWorkers {
  /** How long a worker is known after its last heartbeat without a scan. */
  static final Duration REMEMBERED = Duration.ofHours(1);

  static final Duration SCAN_INTERVAL = Duration.ofMinutes(1);

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final LongSupplier nanoTime;
  private Set<String> scanned = Set.of();
  private long scanDue;

  /** Takes the clock for the interval between two scans, as {@link System#nanoTime}. */
  KnownWorkers(RedisConnection redis, RedisKeys keys, LongSupplier nanoTime) {
    this.redis = redis;
    this.keys = keys;
    this.nanoTime = nanoTime;
    this.scanDue = nanoTime.getAsLong();
  }

  /** The ids of the workers, in order. */
  synchronized List<String> names() {
    if (nanoTime.getAsLong() - scanDue >= 0) {
      scanned = scan();
      scanDue = nanoTime.getAsLong() + SCAN_INTERVAL.toNanos();
    }
    Collection<String> recent =
        redis.commands().<String>getScoredSortedSet(keys.workers(), StringCodec.INSTANCE).readAll();
    Set<String> names = new TreeSet<>(scanned);
    names.addAll(recent);
    return new ArrayList<>(names);
  }

  private Set<String> scan() {
    Set<String> names = new TreeSet<>();
    scan(keys.processingPattern()).forEach(key -> names.add(keys.workerOfProcessing(key)));
    scan(keys.workerPattern()).forEach(key -> names.add(keys.workerOfHeartbeat(key)));
    return names;
  }

  private Iterable<String> scan(String pattern) {
    return redis
        .commands()
        .getKeys()
        .getKeys(KeysScanOptions.defaults().pattern(pattern).chunkSize(1000));
  }
}
