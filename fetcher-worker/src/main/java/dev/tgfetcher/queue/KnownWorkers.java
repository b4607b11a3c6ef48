package dev.tgfetcher.queue;

import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;

/**
 * The ids of the workers whose keys are worth a look. A worker is known from its first heartbeat
 * until it has neither a heartbeat nor commands. Workers of an older version, and those that were
 * known when the set was lost, are found by their processing lists.
 */
final class KnownWorkers {
  static final Duration SCAN_INTERVAL = Duration.ofMinutes(1);

  /** The keys of one step of a search for unknown workers. */
  static final int KEYS_OF_A_STEP = 1000;

  private static final LuaScript SILENT = LuaScript.beside(KnownWorkers.class, "silent_workers");
  private static final LuaScript SEARCH = LuaScript.beside(KnownWorkers.class, "search_workers");
  private static final LuaScript PAGE = LuaScript.beside(KnownWorkers.class, "workers_page");
  private static final String START = "0";

  private final RedisConnection redis;
  private final RedisKeys keys;
  private final LongSupplier nanoTime;
  private Set<String> scanned = Set.of();
  private long scanDue;
  private String searchCursor = START;

  /** Takes the clock for the interval between two scans, as {@link System#nanoTime}. */
  KnownWorkers(RedisConnection redis, RedisKeys keys, LongSupplier nanoTime) {
    this.redis = redis;
    this.keys = keys;
    this.nanoTime = nanoTime;
    this.scanDue = nanoTime.getAsLong();
  }

  /** A part of the known workers; a pass through all parts has each worker at least once. */
  record Page(List<String> names, boolean isLast) {}

  /**
   * The ids of all workers, in order, for a list that an operator asks for. It scans the whole
   * database, once a minute at most.
   */
  synchronized List<String> names() {
    if (nanoTime.getAsLong() - scanDue >= 0) {
      scanned = scan();
      scanDue = nanoTime.getAsLong() + SCAN_INTERVAL.toNanos();
    }
    Set<String> names = new TreeSet<>(scanned);
    names.addAll(withoutScan());
    return new ArrayList<>(names);
  }

  /** The ids of all workers that are found without a scan. */
  Collection<String> withoutScan() {
    return redis
        .commands()
        .<String>getScoredSortedSet(keys.workers(), StringCodec.INSTANCE)
        .readAll();
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

  /** The workers whose last heartbeat is longer ago than it lives, some of many. */
  List<String> silent(Duration heartbeatTtl, int atMost) {
    return redis.evalTexts(SILENT, List.of(keys.workers()), heartbeatTtl.toMillis(), atMost);
  }

  /** Makes workers known whose processing lists are among the next keys of the database. */
  synchronized void search() {
    List<String> reply =
        redis.evalTexts(
            SEARCH,
            List.of(keys.workers()),
            searchCursor,
            KEYS_OF_A_STEP,
            keys.processingPattern(),
            keys.processing("").length());
    searchCursor = reply.get(0);
  }

  /** Reads the workers in parts of about this size. Not thread-safe. */
  final class Pages {
    private final int size;
    private String cursor = START;

    Pages(int size) {
      this.size = size;
    }

    Page next() {
      List<String> reply = redis.evalTexts(PAGE, List.of(keys.workers()), cursor, size);
      cursor = reply.get(0);
      Set<String> names = new HashSet<>(reply.subList(1, reply.size()));
      return new Page(List.copyOf(names), cursor.equals(START));
    }
  }
}
