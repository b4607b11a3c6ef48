package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;

/**
 * A call to Telegram was not made, because the circuit is open. It counts as no attempt; the
 * command is deferred.
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

  @Override
  public Failure failure() {
    return new Failure(ErrorType.NETWORK, String.valueOf(getMessage()), remaining);
  }
}
