package dev.tgfetcher.limit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a hold of every flood wait that is seen. */
record FloodReporter(RateLimiter budget, LimitListener listener) {
  private static final Logger log = LoggerFactory.getLogger(FloodReporter.class);

  /** So that TDLib, which sends again when it was told to, comes before everybody else. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  void tell(MethodClass method, Duration wait) {
    listener.flooded(method, wait);
    boolean isNew = budget.flood(method, wait.plus(MARGIN));
    log.warn(
        "Telegram refuses {} requests for {} s{}",
        RedisRateLimiter.name(method),
        wait.toSeconds(),
        isNew ? "; the account goes on at half the rate" : "");
  }
}
