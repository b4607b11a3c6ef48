package dev.tgfetcher.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Redis is away, and once that it is back, however many threads notice. */
final class RedisOutage {
  private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);

  private final AtomicBoolean away = new AtomicBoolean();

  /** Whether a failure is Redis being away; the first one of an outage is logged. */
  boolean isCauseOf(Throwable failure) {
    if (!(failure instanceof RedisException)) {
      return false;
    }
    if (away.compareAndSet(false, true)) {
      log.warn("Redis does not answer; nothing new is taken until it does: {}", failure.toString());
    }
    return true;
  }

  /** Something in Redis has worked. */
  void over() {
    if (away.compareAndSet(true, false)) {
      log.info("Redis answers again");
    }
  }

  boolean lasts() {
    return away.get();
  }
}
