package dev.tgfetcher.cli.deadletter;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Computes when the next step is due. Steps come evenly; after a delay they do not come faster. */
public final class Pace {
  private final long interval;
  private final LongSupplier nanos;
  private long due;

  /**
   * Creates a pace whose first step is due at once.
   *
   * @param interval between two steps; zero for no limit
   * @param nanos a monotonic clock, in ns
   */
  public Pace(Duration interval, LongSupplier nanos) {
    this.interval = interval.toNanos();
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  /** Reserves the next step; returns the time to wait for it. */
  Duration reserve() {
    long now = nanos.getAsLong();
    long start = Math.max(now, due);
    due = start + interval;
    return Duration.ofNanos(start - now);
  }
}
