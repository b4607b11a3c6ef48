package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/**
 * The session has lost its client, because another one could not be opened in its place. The
 * command is requeued untouched, and the worker opens the session again.
 */
final class ClientLostException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  ClientLostException(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()));
  }
}
