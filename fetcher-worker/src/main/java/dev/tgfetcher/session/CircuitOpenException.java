package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;

/**
 * A call to Telegram was not made, because the circuit is open, or was its probe and failed. It
 * counts as no attempt; the command is deferred.
 */
final class CircuitOpenException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  private final Duration remaining;

  /**
   * @param remaining the time until the next probe; zero while another call is the probe
   */
  CircuitOpenException(Duration remaining) {
    super("Telegram failed again and again, so it is left alone for a while");
    this.remaining = remaining;
  }

  /**
   * Creates the exception of a probe that failed.
   *
   * @param remaining the time until the next probe
   */
  CircuitOpenException(Duration remaining, TelegramException probe) {
    this(remaining);
    initCause(probe);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.NETWORK, String.valueOf(getMessage()), remaining);
  }
}
