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
 * How often the threads of this process failed for a reason that nobody thought of:
 *
 * <ol>
 *   <li>those that go round and round catch everything, go on, and count themselves;
 *   <li>those of a pool end by it and are replaced; they are logged and counted here.
 * </ol>
 */
final class ThreadFailures implements Thread.UncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  private final Map<String, LongSupplier> byThread = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> ended = new ConcurrentHashMap<>();
  private final BiConsumer<String, LongSupplier> shown;

  /**
   * Knows of no thread yet.
   *
   * @param shown told of each thread, and where to ask for its count
   */
  ThreadFailures(BiConsumer<String, LongSupplier> shown) {
    this.shown = shown;
  }

  /** A thread, or several of the same kind, that counts its own failures. */
  void watch(String thread, LongSupplier failures) {
    byThread.put(thread, failures);
    shown.accept(thread, failures);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    String kind = thread.getName().replaceFirst("-\\d+$", "");
    log.error("Thread {} ended by a fault; whoever owns it replaces it", thread.getName(), failure);
    ended.computeIfAbsent(kind, this::watchEnded).incrementAndGet();
  }

  private AtomicLong watchEnded(String kind) {
    AtomicLong count = new AtomicLong();
    watch(kind, count::get);
    return count;
  }

  /** The threads that failed, and how often. */
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
