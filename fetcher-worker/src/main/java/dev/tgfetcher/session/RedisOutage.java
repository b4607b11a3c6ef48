package dev.tgfetcher.session;

import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis is away, for all threads of a worker. The begin and the end of an outage are
 * logged once. A circuit breaker keeps the processors from Redis for as long; the upkeep roles go
 * on, and the first answer that one of them has closes the circuit.
 */
public final class RedisOutage {
  private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);

  private final CircuitBreaker circuit;
  private final AtomicBoolean ongoing = new AtomicBoolean();

  public RedisOutage() {
    this(new CircuitBreaker("Redis"));
  }

  RedisOutage(CircuitBreaker circuit) {
    this.circuit = circuit;
  }

  /**
   * Records a failure, if the absence of Redis is its cause. A key of a wrong type is another
   * cause, because Redis has answered.
   *
   * @return whether Redis is away
   */
  public boolean recordFailure(Throwable failure) {
    if (!(failure instanceof RedisException)
        || String.valueOf(failure.getMessage()).contains("WRONGTYPE")) {
      return false;
    }
    circuit.recordFailure();
    if (ongoing.compareAndSet(false, true)) {
      log.warn("Redis does not answer; nothing new is taken until it does: {}", failure.toString());
    }
    return true;
  }

  /** Records an answer of Redis, which ends an outage. */
  public void recordAnswer() {
    circuit.close();
    if (ongoing.compareAndSet(true, false)) {
      log.info("Redis answers again");
    }
  }

  public CircuitBreaker circuit() {
    return circuit;
  }

  public boolean isOngoing() {
    return ongoing.get();
  }
}
