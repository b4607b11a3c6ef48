package dev.tgfetcher.day;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/** A command names days in the future, or before Telegram began. */
public final class InvalidWindowException extends IllegalArgumentException implements HasFailure {
  private static final long serialVersionUID = 1L;

  InvalidWindowException(String message) {
    super(message);
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.INVALID_COMMAND, String.valueOf(getMessage()));
  }
}
