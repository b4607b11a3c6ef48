package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Finds by date where the messages before a time end. Telegram may leave out messages of that
 * second, and dates may step back, so the messages after the anchor have to be looked at.
 */
final class Anchor {
  /** Stands for the anchor when no message is earlier. */
  static final long NONE = 0;

  /** No chat is older than Telegram. */
  private static final Instant TELEGRAM = Instant.parse("2013-08-01T00:00:00Z");

  private Anchor() {}

  /**
   * Server id of the newest message that is not later than the time, or of an earlier one if TDLib
   * cannot read it; {@link #NONE} when it can read none.
   */
  static long find(OpenChat chat, Instant end) throws InterruptedException {
    Instant time = end;
    for (Duration back = Duration.ofHours(1); ; back = back.multipliedBy(2)) {
      try {
        return HistoryPage.lastUntil(chat, time)
            .map(message -> TdFields.serverId(TdFields.number(message, "id")))
            .orElse(NONE);
      } catch (TelegramException e) {
        if (e.type() != TelegramErrorType.UNREADABLE) {
          throw e;
        }
        if (time.isBefore(TELEGRAM)) {
          return NONE;
        }
        time = time.minus(back);
      }
    }
  }

  /** Whether a message is earlier than the time, or has no date. */
  static boolean mayBeEarlier(JsonNode message, Instant time) {
    return UnreadableMessage.is(message)
        || Instant.ofEpochSecond(TdFields.number(message, "date")).isBefore(time);
  }
}
