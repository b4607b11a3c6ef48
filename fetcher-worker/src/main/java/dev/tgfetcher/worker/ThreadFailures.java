package dev.tgfetcher.worker;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the unexpected failures of the threads of this process:
 *
 * <ol>
 *   <li>a thread with a loop catches its failures, counts them and goes on;
 *   <li>a thread of a pool ends by a failure and is replaced; this class logs and counts it.
 * </ol>
 */
final class ThreadFailures implements Thread.UncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  private final Map<String, LongSupplier> byThread = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> ended = new ConcurrentHashMap<>();
  private final BiConsumer<String, LongSupplier> metric;

  /**
   * @param metric publishes the count of a thread under its name
   */
  ThreadFailures(BiConsumer<String, LongSupplier> metric) {
    this.metric = metric;
  }

  /** Adds a thread, or several of one kind, that counts its own failures. */
  void watch(String thread, LongSupplier failures) {
    byThread.put(thread, failures);
    metric.accept(thread, failures);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    String kind = thread.getName().replaceFirst("-\\d+$", "");
    log.error("Thread {} ended by a fault; its pool replaces it", thread.getName(), failure);
    ended.computeIfAbsent(kind, this::watchEnded).incrementAndGet();
  }

  private AtomicLong watchEnded(String kind) {
    AtomicLong count = new AtomicLong();
    watch(kind, count::get);
    return count;
  }

  /** The number of failures of each thread that has failed. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    byThread.forEach(
        (thread, failures) -> {
          long count = failures.getAsLong();
          if (count > 0) {
            counts.put(thread, count);
          }
        });
    return counts;
  }
}
