package dev.tgfetcher.fetch;

import dev.tgfetcher.telegram.TelegramClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Bounds a window that is open at its old end by the day of the chat's first message. */
final class FirstDay {
  private static final long OLDEST_MESSAGE_ID = 1L << 20;
  private static final int PAGE = 100;

  private FirstDay() {}

  /** One request: the messages just newer than the oldest id there can be, newest first. */
  static FetchWindow of(TelegramCalls calls, ResolvedChat chat, FetchWindow window)
      throws InterruptedException {
    JsonNode oldest =
        calls.call(
            MethodClass.HISTORY,
            TelegramClient.request("getChatHistory")
                .put("chat_id", chat.chatId())
                .put("from_message_id", OLDEST_MESSAGE_ID)
                .put("offset", 1 - PAGE)
                .put("limit", PAGE));
    List<JsonNode> messages = List.copyOf(oldest.path("messages").values());
    if (messages.isEmpty()) {
      return FetchWindow.of(window.to(), window.to());
    }
    JsonNode first = messages.get(messages.size() - 1);
    LocalDate day = Day.of(Instant.ofEpochSecond(first.path("date").asLong()));
    return FetchWindow.of(day.isAfter(window.to()) ? window.to() : day, window.to());
  }
}
