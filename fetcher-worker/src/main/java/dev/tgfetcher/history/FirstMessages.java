package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a chat's first messages, of which TDLib may return only a part at a time. */
public final class FirstMessages {
  private FirstMessages() {}

  /** The earliest date among the chat's first messages; empty when the chat has no messages. */
  public static Optional<Instant> earliestDate(TelegramCalls calls, ResolvedChat chat)
      throws InterruptedException {
    long earliest = Long.MAX_VALUE;
    try (OpenChat open = OpenChat.open(calls, chat)) {
      List<JsonNode> messages = oldest(open);
      if (messages.isEmpty()) {
        return Optional.empty();
      }
      long lowest = Long.MAX_VALUE;
      for (JsonNode message : messages) {
        earliest = Math.min(earliest, dateOf(message));
        lowest = Math.min(lowest, TdFields.serverId(TdFields.number(message, "id")));
      }
      Instant latest = Instant.ofEpochSecond(earliest == Long.MAX_VALUE ? 0 : earliest);
      try (OlderPages older = new OlderPages(calls, open, lowest, latest, Instant.MAX)) {
        MessagePage page;
        do {
          page = older.next();
          for (JsonNode message : page.messages()) {
            earliest = Math.min(earliest, dateOf(message));
          }
        } while (!page.isLast());
      }
    }
    return earliest == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(earliest));
  }

  private static List<JsonNode> oldest(OpenChat chat) throws InterruptedException {
    try {
      return HistoryPage.oldest(chat);
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      return IdSlice.after(chat, 0);
    }
  }

  /** An unreadable message has no date. */
  private static long dateOf(JsonNode message) {
    return UnreadableMessage.is(message) ? Long.MAX_VALUE : TdFields.number(message, "date");
  }
}
