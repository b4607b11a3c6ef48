package dev.tgfetcher.telegram.library;

/** There is no TDLib to work with; the message is one line that names the ways out. */
public final class TdlibUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TdlibUnavailableException(String message) {
    super(message);
  }

  TdlibUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
