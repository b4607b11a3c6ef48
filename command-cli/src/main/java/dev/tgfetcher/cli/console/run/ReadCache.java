package dev.tgfetcher.cli.console.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares what was read among all browsers: many that look at a page cost Redis as much as one. It
 * reads on request alone, and each value at most once in {@link #FRESH}. A failure is shared, too.
 */
public final class ReadCache {
  static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST = 64;

  private final LongSupplier nanos;
  private final Map<String, Slot> slots =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Slot> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Creates an empty cache.
   *
   * @param nanos a monotonic clock, in ns
   */
  public ReadCache(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns the value of a key, and reads it if it is too old. */
  public <T> T get(String key, Class<T> type, Supplier<T> read) {
    Slot slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(key, missing -> new Slot());
    }
    return type.cast(slot.value(read));
  }

  private final class Slot {
    private @Nullable Object value;
    private @Nullable RuntimeException failure;
    private long readAt;

    /** One reader at a time; the others wait for its value. */
    synchronized Object value(Supplier<?> read) {
      boolean isFresh = nanos.getAsLong() - readAt < FRESH.toNanos();
      if ((value == null && failure == null) || !isFresh) {
        read(read);
      }
      RuntimeException problem = failure;
      if (problem != null) {
        throw problem;
      }
      return requireNonNull(value);
    }

    private void read(Supplier<?> read) {
      try {
        value = read.get();
        failure = null;
      } catch (RuntimeException e) {
        failure = e;
      }
      readAt = nanos.getAsLong();
    }
  }
}
