package dev.tgfetcher.telegram;

import org.jspecify.annotations.Nullable;

/** A request that Telegram or TDLib refused, or did not answer. */
public final class TelegramException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TelegramError error;

  public TelegramException(TelegramError error) {
    this(error, null);
  }

  /** Wraps a refusal on the caller's thread, so that the stack trace shows the caller. */
  TelegramException(TelegramError error, @Nullable Throwable cause) {
    super(error.toString(), cause);
    this.error = error;
  }

  public TelegramError error() {
    return error;
  }

  public TelegramErrorType type() {
    return error.type();
  }
}
