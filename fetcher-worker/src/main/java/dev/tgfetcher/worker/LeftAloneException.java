package dev.tgfetcher.worker;

import dev.tgfetcher.failure.Classified;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.ErrorType;
import java.time.Duration;

/** Telegram was not asked, since its circuit is open: that is no attempt, and is put off. */
final class LeftAloneException extends RuntimeException implements Classified {
  private static final long serialVersionUID = 1L;

  private final Duration remaining;

  /**
   * @param remaining until it may be asked again; zero while another call probes it
   */
  LeftAloneException(Duration remaining) {
    super("Telegram failed again and again, so it is left alone for a while");
    this.remaining = remaining;
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.NETWORK, String.valueOf(getMessage()), remaining);
  }
}
