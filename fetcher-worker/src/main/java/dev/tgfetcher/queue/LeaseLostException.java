package dev.tgfetcher.queue;

/**
 * The command was given to another worker: what this one still does for it would be for nothing.
 */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException() {
    super("the lease was lost");
  }
}
