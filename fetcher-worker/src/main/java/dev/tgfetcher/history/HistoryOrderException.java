package dev.tgfetcher.history;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.HasFailure;
import dev.tgfetcher.schema.event.ErrorType;

/** Telegram sent a page whose messages do not go back in time, so the reading is not reliable. */
public final class HistoryOrderException extends RuntimeException implements HasFailure {
  private static final long serialVersionUID = 1L;

  public HistoryOrderException(long messageId, long after) {
    super("Message " + messageId + " came after " + after + ", though pages go back in time");
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.TELEGRAM, String.valueOf(getMessage()));
  }
}
