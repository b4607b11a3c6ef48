package dev.tgfetcher.limit;

import dev.tgfetcher.telegram.tdjson.WireEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Counts the requests that a session sends: TDLib also prefetches, repeats and sends requests of
 * its own. Reports flood waits at once, because TDLib waits for their end without a word.
 */
public final class WireRequestCounter implements Consumer<WireEvent> {
  private final Map<MethodClass, AtomicLong> sent = new ConcurrentHashMap<>();
  private final Map<MethodClass, AtomicLong> floods = new ConcurrentHashMap<>();
  private final AtomicLong events = new AtomicLong();
  private final BiConsumer<MethodClass, Duration> onFlood;

  /**
   * Creates a counter at zero.
   *
   * @param onFlood called on TDLib's threads, so it must not block
   */
  public WireRequestCounter(BiConsumer<MethodClass, Duration> onFlood) {
    this.onFlood = onFlood;
  }

  /** Counts an event, on one of TDLib's threads. */
  @Override
  public void accept(WireEvent event) {
    events.incrementAndGet();
    MethodClass method = MethodClassifier.classOf(event.method());
    Duration wait = event.floodWait();
    if (wait == null) {
      counter(sent, method).incrementAndGet();
      return;
    }
    counter(floods, method).incrementAndGet();
    onFlood.accept(method, wait);
  }

  /** Returns the number of requests of a class that were sent. */
  long sent(MethodClass method) {
    return counter(sent, method).get();
  }

  /** Returns the number of flood waits of a class. */
  long floods(MethodClass method) {
    return counter(floods, method).get();
  }

  /** Returns the number of all events; zero after a request shows that the session reports none. */
  long events() {
    return events.get();
  }

  private static AtomicLong counter(Map<MethodClass, AtomicLong> counters, MethodClass method) {
    return counters.computeIfAbsent(method, ignored -> new AtomicLong());
  }
}
