package dev.tgfetcher.session;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/**
 * The archive's folder cannot be written, so the failure says nothing about the command. The
 * command is requeued untouched.
 */
final class StorageAwayException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  StorageAwayException(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INTERRUPTED, String.valueOf(getMessage()));
  }
}
