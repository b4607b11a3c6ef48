package dev.tgfetcher.archive.spool;

/**
 * A message that cannot be part of the day as collected so far: out of order, twice, or outside.
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
