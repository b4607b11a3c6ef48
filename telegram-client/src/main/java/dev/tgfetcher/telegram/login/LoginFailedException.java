package dev.tgfetcher.telegram.login;

import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A login that cannot be finished. The message is one line for the account's owner. */
public final class LoginFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoginFailedException(String message) {
    super(message);
  }

  private LoginFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  static LoginFailedException of(TelegramException refusal) {
    @Nullable Duration wait = refusal.error().retryAfter();
    return new LoginFailedException(
        wait == null
            ? "Telegram refuses the login: " + refusal.error()
            : "Telegram asks to wait before the next login: try again in " + format(wait),
        refusal);
  }

  private static String format(Duration wait) {
    return wait.toHours() > 0
        ? wait.toHours() + " h " + wait.toMinutesPart() + " min"
        : wait.toMinutes() > 0
            ? wait.toMinutes() + " min " + wait.toSecondsPart() + " s"
            : wait.toSeconds() + " s";
  }
}
