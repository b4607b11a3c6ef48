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
  private final AtomicLong floods = new AtomicLong();
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
      counter(method).incrementAndGet();
      return;
    }
    floods.incrementAndGet();
    onFlood.accept(method, wait);
  }

  /** Returns the number of requests of a class that were sent. */
  long sent(MethodClass method) {
    return counter(method).get();
  }

  /** Returns the number of flood waits. */
  long floods() {
    return floods.get();
  }

  /** Returns the number of all events; zero after a request shows that the session reports none. */
  long events() {
    return events.get();
  }

  private AtomicLong counter(MethodClass method) {
    return sent.computeIfAbsent(method, ignored -> new AtomicLong());
  }
}
