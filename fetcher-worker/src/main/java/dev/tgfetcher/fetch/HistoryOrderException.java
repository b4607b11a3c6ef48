package dev.tgfetcher.fetch;

/** Telegram gave messages in an order that it promises not to: nothing read so can be trusted. */
public final class HistoryOrderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryOrderException(long messageId, long after) {
    super("Message " + messageId + " came after " + after + ", though pages go back in time");
  }
}
