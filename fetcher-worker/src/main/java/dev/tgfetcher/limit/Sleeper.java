package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one place where a request's thread waits for the budget; by the monotonic clock. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;

  static Sleeper real() {
    return duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }
}
