package dev.tgfetcher.worker;

import dev.tgfetcher.limit.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Sleeps in parts, and reports after each that the thread is alive: a request may wait for its
 * permit for hours.
 */
final class BeatingSleeper implements Sleeper {
  static final Duration PART = Duration.ofSeconds(30);

  private final Sleeper sleeper;
  private final Runnable beat;
  private final LongSupplier nanoTime;

  /**
   * @param sleeper returns before the time is over if it is woken
   * @param nanoTime as {@link System#nanoTime}
   */
  BeatingSleeper(Sleeper sleeper, Runnable beat, LongSupplier nanoTime) {
    this.sleeper = sleeper;
    this.beat = beat;
    this.nanoTime = nanoTime;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Duration left = duration;
    boolean woken = false;
    while (!woken && left.compareTo(PART) > 0) {
      woken = isWokenDuring(PART);
      left = left.minus(PART);
      beat.run();
    }
    if (!woken) {
      sleeper.sleep(left);
    }
  }

  private boolean isWokenDuring(Duration part) throws InterruptedException {
    long start = nanoTime.getAsLong();
    sleeper.sleep(part);
    return nanoTime.getAsLong() - start < part.toNanos();
  }
}
