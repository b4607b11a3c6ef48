package dev.tgfetcher.fetch;

import dev.tgfetcher.failure.Classified;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.ErrorType;

/** Telegram gave messages in an order that it promises not to: nothing read so can be trusted. */
public final class HistoryOrderException extends RuntimeException implements Classified {
  private static final long serialVersionUID = 1L;

  HistoryOrderException(long messageId, long after) {
    super("Message " + messageId + " came after " + after + ", though pages go back in time");
  }

  @Override
  public Failure failure() {
    return new Failure(ErrorType.TELEGRAM, String.valueOf(getMessage()));
  }
}
