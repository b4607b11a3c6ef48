package dev.tgfetcher.cli.deadletter;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when the next step is due, so that steps come evenly, and never faster to make up for a
 * delay.
 */
public final class Pace {
  private final long interval;
  private final LongSupplier nanos;
  private long due;

  /**
   * Starts now: the first step is due at once.
   *
   * @param interval between two steps; zero for no bound
   * @param nanos a clock that only runs forward, in ns
   */
  public Pace(Duration interval, LongSupplier nanos) {
    this.interval = interval.toNanos();
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  /** Reserves the next step; returns how long to wait for it. */
  Duration reserve() {
    long now = nanos.getAsLong();
    long start = Math.max(now, due);
    due = start + interval;
    return Duration.ofNanos(start - now);
  }
}
