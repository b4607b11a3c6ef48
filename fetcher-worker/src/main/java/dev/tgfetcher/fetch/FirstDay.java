package dev.tgfetcher.fetch;

import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramClient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds the day of a chat's first message:
 *
 * <ol>
 *   <li>requests the messages just newer than the lowest id that a message can have;
 *   <li>pages on from the oldest of them to an empty page, because TDLib may return only a part.
 * </ol>
 */
final class FirstDay {
  private static final long LOWEST_MESSAGE_ID = 1L << 20;
  private static final int PAGE = 100;

  private FirstDay() {}

  /** The window without the days before the first message; its last day if the chat is younger. */
  static FetchWindow bound(TelegramCalls calls, ResolvedChat chat, FetchWindow window)
      throws InterruptedException {
    LocalDate day = find(calls, chat).orElse(window.to());
    return FetchWindow.of(day.isAfter(window.to()) ? window.to() : day, window.to());
  }

  /** Empty when the chat has no messages. */
  static Optional<LocalDate> find(TelegramCalls calls, ResolvedChat chat)
      throws InterruptedException {
    long earliest = Long.MAX_VALUE;
    List<JsonNode> page = page(calls, chat, LOWEST_MESSAGE_ID, 1 - PAGE);
    while (!page.isEmpty()) {
      // The first message need not have the earliest date.
      for (JsonNode message : page) {
        earliest = Math.min(earliest, TdFields.number(message, "date"));
      }
      page = page(calls, chat, TdFields.number(page.get(page.size() - 1), "id"), 0);
    }
    return earliest == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(UtcDay.of(Instant.ofEpochSecond(earliest)));
  }

  /** A page of messages, newest first. */
  private static List<JsonNode> page(
      TelegramCalls calls, ResolvedChat chat, long fromMessageId, int offset)
      throws InterruptedException {
    JsonNode history =
        calls.call(
            MethodClass.HISTORY,
            TelegramClient.request("getChatHistory")
                .put("chat_id", chat.chatId())
                .put("from_message_id", fromMessageId)
                .put("offset", offset)
                .put("limit", PAGE));
    return List.copyOf(history.path("messages").values());
  }
}
