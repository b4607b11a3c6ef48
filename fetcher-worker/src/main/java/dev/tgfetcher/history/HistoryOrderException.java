package dev.tgfetcher.history;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/** Telegram sent messages in an order that makes the reading unreliable. */
public final class HistoryOrderException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  public HistoryOrderException(long messageId, long after) {
    super(
        "Message " + messageId + " came after " + after + ", though pages go from high ids to low");
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.TELEGRAM, String.valueOf(getMessage()));
  }
}
