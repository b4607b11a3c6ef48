package dev.tgfetcher.limit;

import dev.tgfetcher.telegram.tdjson.WireEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Counts what a session really sends: TDLib loads ahead, asks again and asks on its own. And tells
 * at once of flood waits, which TDLib sits out in silence.
 */
public final class WireRequestCounter implements Consumer<WireEvent> {
  private final Map<MethodClass, AtomicLong> sent = new ConcurrentHashMap<>();
  private final AtomicLong floods = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final BiConsumer<MethodClass, Duration> onFlood;

  /**
   * Starts at nothing.
   *
   * @param onFlood called on TDLib's threads: it must not block
   */
  public WireRequestCounter(BiConsumer<MethodClass, Duration> onFlood) {
    this.onFlood = onFlood;
  }

  /** Of a session that does not show what it sends. */
  public static WireRequestCounter blind() {
    return new WireRequestCounter((method, wait) -> {});
  }

  /** On a thread of TDLib's. */
  @Override
  public void accept(WireEvent event) {
    events.incrementAndGet();
    MethodClass method = WireMethod.classOf(event.method());
    Duration wait = event.floodWait();
    if (wait == null) {
      counter(method).incrementAndGet();
      return;
    }
    floods.incrementAndGet();
    onFlood.accept(method, wait);
  }

  /** Requests of a class that went out. */
  long sent(MethodClass method) {
    return counter(method).get();
  }

  /** Flood waits that were told of. */
  long floods() {
    return floods.get();
  }

  /** Everything seen; a session that was asked and shows nothing cannot be watched. */
  long events() {
    return events.get();
  }

  private AtomicLong counter(MethodClass method) {
    return sent.computeIfAbsent(method, ignored -> new AtomicLong());
  }
}
