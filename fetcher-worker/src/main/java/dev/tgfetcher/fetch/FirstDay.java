package dev.tgfetcher.fetch;

import dev.tgfetcher.telegram.TelegramClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Bounds a window that is open at its old end by the day of the chat's first message:
 *
 * <ol>
 *   <li>asks for the messages that are just newer than the oldest id there can be;
 *   <li>goes on from the oldest of them to an empty page, since TDLib may answer with a part.
 * </ol>
 */
final class FirstDay {
  private static final long OLDEST_MESSAGE_ID = 1L << 20;
  private static final int PAGE = 100;

  private FirstDay() {}

  static FetchWindow of(TelegramCalls calls, ResolvedChat chat, FetchWindow window)
      throws InterruptedException {
    JsonNode oldest = null;
    List<JsonNode> page = page(calls, chat, OLDEST_MESSAGE_ID, 1 - PAGE);
    while (!page.isEmpty()) {
      oldest = page.get(page.size() - 1);
      page = page(calls, chat, TdFields.number(oldest, "id"), 0);
    }
    if (oldest == null) {
      return FetchWindow.of(window.to(), window.to());
    }
    LocalDate day = Day.of(Instant.ofEpochSecond(TdFields.number(oldest, "date")));
    return FetchWindow.of(day.isAfter(window.to()) ? window.to() : day, window.to());
  }

  /** Newest first. */
  private static List<JsonNode> page(
      TelegramCalls calls, ResolvedChat chat, long fromMessageId, int offset)
      throws InterruptedException {
    JsonNode answer =
        calls.call(
            MethodClass.HISTORY,
            TelegramClient.request("getChatHistory")
                .put("chat_id", chat.chatId())
                .put("from_message_id", fromMessageId)
                .put("offset", offset)
                .put("limit", PAGE));
    return List.copyOf(answer.path("messages").values());
  }
}
