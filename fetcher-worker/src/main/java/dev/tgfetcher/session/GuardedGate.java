package dev.tgfetcher.session;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Adds retries and a circuit breaker to a gate:
 *
 * <ol>
 *   <li>a call is tried three times at most while Telegram has trouble;
 *   <li>each try passes the gate, because it is a request;
 *   <li>an open circuit refuses the try, which is no attempt of the command;
 *   <li>each try is recorded: a refusal is a success of the circuit, trouble and silence are
 *       failures;
 *   <li>a probe that fails opens the circuit again, which is no attempt of the command either.
 * </ol>
 */
public final class GuardedGate implements RequestGate {
  private static final int TRIES = 3;
  private static final double JITTER = 0.25;

  /** The delay before the second try. */
  private static final Duration FIRST_DELAY = Duration.ofMillis(500);

  private final CircuitBreaker circuit;
  private final RequestGate gate;
  private final RetryPolicy<JsonNode> retries;

  public GuardedGate(CircuitBreaker circuit, RequestGate gate) {
    this(circuit, FIRST_DELAY, gate);
  }

  GuardedGate(CircuitBreaker circuit, Duration firstDelay, RequestGate gate) {
    this.circuit = circuit;
    this.gate = gate;
    this.retries =
        RetryPolicy.<JsonNode>builder()
            .handleIf(this::isWorthRetry)
            .withMaxAttempts(TRIES)
            .withBackoff(firstDelay, firstDelay.multipliedBy(4))
            .withJitter(JITTER)
            .build();
  }

  @Override
  public JsonNode pass(Call call) throws InterruptedException {
    if (call.method() == MethodClass.LOCAL) {
      return gate.pass(call);
    }
    Call guarded = call.with(() -> tryOnce(call.request()));
    // A retry takes a permit of its own: the subject would grant it that of the first try again.
    Call retried = guarded.withoutSubject();
    try {
      return Failsafe.with(retries).get(tries -> gate.pass(tries.isRetry() ? retried : guarded));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        // Failsafe also sets the interrupt flag of the thread, but the exception is enough.
        Thread.interrupted();
        throw interrupted;
      }
      throw e;
    }
  }

  @Override
  public void endSeries() {
    gate.endSeries();
  }

  private JsonNode tryOnce(Request request) throws InterruptedException {
    if (!circuit.tryAcquire()) {
      throw new CircuitOpenException(circuit.remaining());
    }
    try {
      JsonNode answer = request.send();
      circuit.recordSuccess();
      return answer;
    } catch (TelegramException e) {
      if (!isTrouble(e)) {
        circuit.recordSuccess();
        throw e;
      }
      throw circuit.hasProbeFailed() ? new CircuitOpenException(circuit.remaining(), e) : e;
    } catch (InterruptedException | RuntimeException | Error e) {
      circuit.recordInterrupted();
      throw e;
    }
  }

  private static boolean isTrouble(TelegramException e) {
    return e.type() == TelegramErrorType.UNAVAILABLE || e.type() == TelegramErrorType.TIMEOUT;
  }

  /**
   * A timeout is not retried, because it takes longer than Telegram's slowest answer. An open
   * circuit would refuse the next try.
   */
  private boolean isWorthRetry(Throwable thrown) {
    return thrown instanceof TelegramException e
        && e.type() == TelegramErrorType.UNAVAILABLE
        && !circuit.isOpen();
  }
}
