package dev.tgfetcher.worker;

import dev.tgfetcher.failure.Classified;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.ErrorType;

/**
 * Telegram refused a request as if the session had ended, and takes others: that is the command's
 * failure, which must not cost the fleet one session after the other.
 */
final class SessionAliveException extends RuntimeException implements Classified {
  private static final long serialVersionUID = 1L;

  SessionAliveException(Failure refusal, Throwable cause) {
    super(refusal.message() + " (the session itself is alive)", cause);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.TELEGRAM, String.valueOf(getMessage()));
  }
}
