package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one place where a request's thread waits for the budget; by the monotonic clock. */
@FunctionalInterface
public interface Pause {
  void sleep(Duration duration) throws InterruptedException;

  static Pause real() {
    return duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }
}
