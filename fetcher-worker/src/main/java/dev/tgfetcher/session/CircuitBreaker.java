package dev.tgfetcher.session;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards a target that may be in trouble: after five failures in a row it is not asked for a
 * minute, then one probe decides.
 */
public final class CircuitBreaker {
  private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);
  private static final int FAILURES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(60);

  private final dev.failsafe.CircuitBreaker<Object> breaker;

  public CircuitBreaker(String target) {
    this(target, PAUSE);
  }

  CircuitBreaker(String target, Duration pause) {
    breaker =
        dev.failsafe.CircuitBreaker.builder()
            .withFailureThreshold(FAILURES)
            .withDelay(pause)
            .withSuccessThreshold(1)
            .onOpen(event -> log.warn("{} fails; it is left alone for {}", target, pause))
            .onHalfOpen(event -> log.info("{} is probed", target))
            .onClose(event -> log.info("{} answers again", target))
            .build();
  }

  /** Whether the target may be asked now; then one of the two must be told how it went. */
  public boolean tryAsk() {
    return breaker.tryAcquirePermit();
  }

  void answered() {
    breaker.recordSuccess();
  }

  void failed() {
    breaker.recordFailure();
  }

  /** Somebody else has seen it answer. */
  void close() {
    if (!breaker.isClosed()) {
      breaker.close();
    }
  }

  /** How long asking is pointless. */
  public Duration remaining() {
    return breaker.getRemainingDelay();
  }

  /** Whether asking is pointless for now. */
  public boolean isOpen() {
    return !remaining().isZero();
  }

  /** {@code closed}, {@code open} or {@code half_open}. */
  public String state() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }
}
