package dev.tgfetcher.session;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Refuses calls to a target in trouble. Five failures in a row open it for a minute; then one probe
 * decides.
 */
public final class CircuitBreaker {
  private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);
  private static final int FAILURES = 5;
  private static final Duration OPEN = Duration.ofSeconds(60);

  private final dev.failsafe.CircuitBreaker<Object> breaker;

  public CircuitBreaker(String target) {
    this(target, OPEN);
  }

  CircuitBreaker(String target, Duration open) {
    this(target, FAILURES, open, Level.INFO, Level.WARN);
  }

  private CircuitBreaker(
      String target, int failures, Duration open, Level progress, Level problem) {
    breaker =
        dev.failsafe.CircuitBreaker.builder()
            .withFailureThreshold(failures)
            .withDelay(open)
            .withSuccessThreshold(1)
            .onOpen(
                event ->
                    log.atLevel(problem).log("{} fails; it is left alone for {}", target, open))
            .onHalfOpen(event -> log.atLevel(progress).log("{} is probed", target))
            .onClose(event -> log.atLevel(progress).log("{} answers again", target))
            .build();
  }

  /** Creates a circuit breaker whose owner logs the trouble of the target. */
  static CircuitBreaker withoutLog(String target) {
    return withoutLog(target, OPEN);
  }

  static CircuitBreaker withoutLog(String target, Duration open) {
    return new CircuitBreaker(target, FAILURES, open, Level.DEBUG, Level.DEBUG);
  }

  /** Creates a circuit breaker that opens at the first failure, and whose owner logs it. */
  static CircuitBreaker ofOneFailure(String target, Duration open) {
    return new CircuitBreaker(target, 1, open, Level.DEBUG, Level.DEBUG);
  }

  /** Whether a call may be made now. After a call, its caller records a success or a failure. */
  public boolean tryAcquire() {
    return breaker.tryAcquirePermit();
  }

  void recordSuccess() {
    breaker.recordSuccess();
  }

  void recordFailure() {
    breaker.recordFailure();
  }

  /** Records a failure; returns whether it was that of the probe. */
  boolean hasProbeFailed() {
    boolean isProbe = breaker.isHalfOpen();
    breaker.recordFailure();
    return isProbe;
  }

  /** Records a call that was interrupted. If it was the probe, the next one comes later. */
  void recordInterrupted() {
    if (breaker.isHalfOpen()) {
      breaker.recordFailure();
    }
  }

  /** Closes the circuit after a success of a call that this breaker did not admit. */
  void close() {
    if (!breaker.isClosed()) {
      breaker.close();
    }
  }

  /** The time until the next probe; zero unless the circuit is open. */
  public Duration remaining() {
    return breaker.getRemainingDelay();
  }

  /** Whether calls are refused until {@link #remaining} is over. */
  public boolean isOpen() {
    return !remaining().isZero();
  }

  /** {@code closed}, {@code open} or {@code half_open}. */
  public String state() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }
}
