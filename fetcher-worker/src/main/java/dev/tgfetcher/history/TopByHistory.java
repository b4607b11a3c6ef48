package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Finds the newest message that may be earlier than a time, with pages of the history: looks at the
 * messages after the {@link Anchor} until a whole page is later than the time, because dates may
 * step back.
 */
final class TopByHistory {
  private final OpenChat chat;
  private final NewestMessages newest;
  private final Instant end;

  TopByHistory(OpenChat chat, NewestMessages newest, Instant end) {
    this.chat = chat;
    this.newest = newest;
    this.end = end;
  }

  /** Server id of the newest message that may be earlier than the time, or of a later one. */
  long find() throws InterruptedException {
    long id = Anchor.find(chat, end);
    long later = 0;
    while (later < HistoryPage.SIZE) {
      List<JsonNode> newer = newerThan(id);
      if (newer.isEmpty()) {
        return id;
      }
      later =
          newer.stream().anyMatch(message -> Anchor.mayBeEarlier(message, end))
              ? 0
              : later + places(newer, id);
      id = serverId(newer.get(0));
    }
    return id;
  }

  /** How many places of a page are taken. TDLib may return a small part of a page from memory. */
  private long places(List<JsonNode> page, long id) {
    return id == Anchor.NONE || !chat.chat().hasOwnIds() ? page.size() : serverId(page.get(0)) - id;
  }

  /** A page may be empty although messages follow, as a page of deleted messages is. */
  private List<JsonNode> newerThan(long id) throws InterruptedException {
    List<JsonNode> page = page(id);
    if (page.size() >= HistoryPage.NEWEST) {
      return page;
    }
    boolean isLast = newest.isLast(id);
    return page.isEmpty() && !isLast ? IdSlice.after(chat, id) : page;
  }

  private List<JsonNode> page(long id) throws InterruptedException {
    try {
      return id == Anchor.NONE
          ? HistoryPage.oldest(chat)
          : HistoryPage.newerThan(chat, TdFields.messageId(id));
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      return IdSlice.after(chat, id);
    }
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }
}
