package dev.tgfetcher.session;

import dev.tgfetcher.failure.ClassifiedFailure;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Duration;

/** Telegram was not asked, since its circuit is open: that is no attempt, and is put off. */
final class CircuitOpenException extends RuntimeException implements ClassifiedFailure {
  private static final long serialVersionUID = 1L;

  private final Duration remaining;

  /**
   * @param remaining until it may be asked again; zero while another call probes it
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
