package dev.tgfetcher.limit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns each observed flood wait into a hold. */
record FloodReporter(RateLimiter limiter, RateLimitListener listener) {
  private static final Logger log = LoggerFactory.getLogger(FloodReporter.class);

  /** TDLib repeats the refused request when the wait ends; the margin lets it come first. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  void report(MethodClass method, Duration wait) {
    listener.flooded(method, wait);
    boolean isNew = limiter.hold(method, wait.plus(MARGIN));
    log.warn(
        "Telegram refuses {} requests for {} s{}",
        method.wireName(),
        wait.toSeconds(),
        isNew ? "; the account continues at half the rate" : "");
  }
}
