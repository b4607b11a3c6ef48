package dev.tgfetcher.fetch;

/** Days were asked for that cannot be read: the command is wrong. */
public final class InvalidWindowException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidWindowException(String message) {
    super(message);
  }
}
