package dev.tgfetcher.steering;

/** An operator cancelled the command that this thread runs. */
public final class CommandCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandCancelledException(String by) {
    super(by);
  }
}
