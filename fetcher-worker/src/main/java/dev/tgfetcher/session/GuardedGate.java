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
 * Makes single calls to Telegram within an attempt:
 *
 * <ol>
 *   <li>again, twice at most, when Telegram had trouble for a moment;
 *   <li>each time through the gate, for every try is a request;
 *   <li>not at all while the circuit is open, which is no attempt;
 *   <li>and tells the circuit of every try: a refusal is an answer, trouble and silence are not.
 * </ol>
 */
public final class GuardedGate implements RequestGate {
  private static final int TRIES = 3;
  private static final double JITTER = 0.25;

  /** Before a call that Telegram could not answer is made again. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final CircuitBreaker circuit;
  private final RequestGate gate;
  private final RetryPolicy<JsonNode> again;

  public GuardedGate(CircuitBreaker circuit, RequestGate gate) {
    this(circuit, FIRST_PAUSE, gate);
  }

  GuardedGate(CircuitBreaker circuit, Duration firstPause, RequestGate gate) {
    this.circuit = circuit;
    this.gate = gate;
    this.again =
        RetryPolicy.<JsonNode>builder()
            .handleIf(this::isPassing)
            .withMaxAttempts(TRIES)
            .withBackoff(firstPause, firstPause.multipliedBy(4))
            .withJitter(JITTER)
            .build();
  }

  @Override
  public JsonNode pass(Call call) throws InterruptedException {
    if (call.method() == MethodClass.LOCAL) {
      return gate.pass(call);
    }
    Call guarded = call.with(() -> tryOnce(call.request()));
    try {
      return Failsafe.with(again).get(() -> gate.pass(guarded));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        // Failsafe marks the thread as well; an exception and a mark are one too many.
        Thread.interrupted();
        throw interrupted;
      }
      throw e;
    }
  }

  private JsonNode tryOnce(Request request) throws InterruptedException {
    if (!circuit.tryAcquire()) {
      throw new CircuitOpenException(circuit.remaining());
    }
    boolean answered = true;
    try {
      return request.send();
    } catch (TelegramException e) {
      answered = !isTrouble(e);
      throw e;
    } finally {
      if (answered) {
        circuit.recordSuccess();
      } else {
        circuit.recordFailure();
      }
    }
  }

  private static boolean isTrouble(TelegramException e) {
    return e.type() == TelegramErrorType.UNAVAILABLE || e.type() == TelegramErrorType.TIMEOUT;
  }

  /**
   * What had no answer for longer than Telegram takes is not worth another such wait, nor is one
   * that would be refused here.
   */
  private boolean isPassing(Throwable thrown) {
    return thrown instanceof TelegramException e
        && e.type() == TelegramErrorType.UNAVAILABLE
        && !circuit.isOpen();
  }
}
