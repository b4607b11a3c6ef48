package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/**
 * Telegram refused a request as if the session had ended, but accepts other requests. The command
 * fails and the session stays, or one command would cost the fleet all its sessions.
 */
final class SessionAliveException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  SessionAliveException(Failure refusal, Throwable cause) {
    super(refusal.message() + " (the session itself is alive)", cause);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.TELEGRAM, String.valueOf(getMessage()));
  }
}
