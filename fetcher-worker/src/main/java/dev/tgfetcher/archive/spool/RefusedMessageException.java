package dev.tgfetcher.archive.spool;

/**
 * A message that cannot be part of the collected day: it is out of order, a duplicate, or of
 * another day.
 */
public final class RefusedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long messageId;

  public RefusedMessageException(long messageId, String why) {
    super("Message " + messageId + " " + why);
    this.messageId = messageId;
  }

  public long messageId() {
    return messageId;
  }
}
