package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads all messages of a range of ids. TDLib refuses a whole answer for one message that it cannot
 * read, so a refused range is read in halves, down to that message.
 */
final class IdSlice {
  /** Ids in one request. */
  static final int SIZE = 100;

  /** A chat has no message after so many slices without one. */
  private static final int MAX_SLICES = 10;

  private IdSlice() {}

  /** The first slice above a server id that has a message; empty when the chat has none there. */
  static List<JsonNode> after(OpenChat chat, long id) throws InterruptedException {
    for (int i = 0; i < MAX_SLICES; i++) {
      long first = id + 1 + (long) i * SIZE;
      List<JsonNode> messages = read(chat, first, first + SIZE - 1);
      if (!messages.isEmpty()) {
        return messages;
      }
    }
    return List.of();
  }

  /**
   * The messages between two server ids, both included, newest first. An {@link UnreadableMessage}
   * stands for each message that TDLib refuses.
   */
  static List<JsonNode> read(OpenChat chat, long first, long last) throws InterruptedException {
    List<JsonNode> messages = new ArrayList<>();
    add(chat, first, last, messages);
    return messages;
  }

  private static void add(OpenChat chat, long first, long last, List<JsonNode> messages)
      throws InterruptedException {
    try {
      messages.addAll(HistoryPage.byIds(chat, first, last));
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      if (first == last) {
        messages.add(UnreadableMessage.of(chat.chat().chatId(), TdFields.messageId(first)));
        return;
      }
      long middle = first + (last - first) / 2;
      add(chat, middle + 1, last, messages);
      add(chat, first, middle, messages);
    }
  }
}
