package dev.tgfetcher.telegram;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A refusal of Telegram or TDLib, parsed once.
 *
 * @param code TDLib's code, or 0 when no answer came
 * @param retryAfter the time of a flood wait; null for all types but {@link
 *     TelegramErrorType#FLOOD}
 */
public record TelegramError(
    int code, String message, TelegramErrorType type, @Nullable Duration retryAfter) {

  private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d{1,9})");
  private static final Pattern FLOOD_WAIT = Pattern.compile("FLOOD_[A-Z_]*WAIT_(\\d{1,9})");

  /** The wait of a flood for which Telegram names none. */
  private static final Duration UNNAMED_WAIT = Duration.ofMinutes(1);

  public TelegramError {
    Objects.requireNonNull(message, "message");
    if ((type == TelegramErrorType.FLOOD) != (retryAfter != null)) {
      throw new IllegalArgumentException("a flood, and nothing else, has a time to retry after");
    }
  }

  /** Parses an object of type {@code error}. */
  public static TelegramError parse(JsonNode error) {
    return of(error.path("code").asInt(0), error.path("message").asString(""));
  }

  public static TelegramError of(int code, String message) {
    TelegramErrorType type = TelegramErrorTable.typeOf(code, message);
    return new TelegramError(
        code, message, type, type == TelegramErrorType.FLOOD ? waitIn(message) : null);
  }

  /**
   * Reads TDLib's report of too many requests as trouble of Telegram, because Telegram demanded no
   * wait.
   */
  public static TelegramError repeatedFailure(TelegramError report) {
    return new TelegramError(
        report.code(),
        "Telegram failed again and again (TDLib: " + report.message() + ")",
        TelegramErrorType.UNAVAILABLE,
        null);
  }

  public static TelegramError timeout(String request, Duration waited) {
    return new TelegramError(
        0,
        request + " had no answer within " + waited.toSeconds() + " s",
        TelegramErrorType.TIMEOUT,
        null);
  }

  private static Duration waitIn(String message) {
    for (Pattern pattern : new Pattern[] {RETRY_AFTER, FLOOD_WAIT}) {
      Matcher matcher = pattern.matcher(message);
      if (matcher.find()) {
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
      }
    }
    return UNNAMED_WAIT;
  }

  @Override
  public String toString() {
    return code + " " + message;
  }
}
