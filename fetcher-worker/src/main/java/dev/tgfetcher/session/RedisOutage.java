package dev.tgfetcher.session;

import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that Redis is away, and once that it is back, however many threads notice. Meanwhile a
 * circuit keeps the processors from asking; upkeep goes on asking at its own pace, and whichever
 * role has an answer first closes it.
 */
public final class RedisOutage {
  private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);

  private final CircuitBreaker circuit;
  private final AtomicBoolean away = new AtomicBoolean();

  public RedisOutage() {
    this(new CircuitBreaker("Redis"));
  }

  public RedisOutage(CircuitBreaker circuit) {
    this.circuit = circuit;
  }

  /**
   * Whether a failure is Redis being away; the first one of an outage is logged. That a key is of
   * another type than it should be is a fault of somebody's, and Redis is there to tell it.
   */
  public boolean isCauseOf(Throwable failure) {
    if (!(failure instanceof RedisException)
        || String.valueOf(failure.getMessage()).contains("WRONGTYPE")) {
      return false;
    }
    circuit.failed();
    if (away.compareAndSet(false, true)) {
      log.warn("Redis does not answer; nothing new is taken until it does: {}", failure.toString());
    }
    return true;
  }

  /** Redis has answered. */
  public void over() {
    circuit.close();
    if (away.compareAndSet(true, false)) {
      log.info("Redis answers again");
    }
  }

  public CircuitBreaker circuit() {
    return circuit;
  }

  public boolean lasts() {
    return away.get();
  }
}
