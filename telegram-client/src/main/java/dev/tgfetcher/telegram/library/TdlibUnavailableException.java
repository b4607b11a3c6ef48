package dev.tgfetcher.telegram.library;

/** TDLib cannot be provided. The message is one line with the reason and the remedies. */
public final class TdlibUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TdlibUnavailableException(String message) {
    super(message);
  }

  TdlibUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
