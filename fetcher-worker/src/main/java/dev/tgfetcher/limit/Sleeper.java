package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Blocks the calling thread for a while, so that a test can move the time by hand. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;

  /** Returns a sleeper that waits by the system's monotonic clock. */
  static Sleeper system() {
    return duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }
}
