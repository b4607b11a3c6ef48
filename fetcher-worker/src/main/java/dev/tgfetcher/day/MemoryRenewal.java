package dev.tgfetcher.day;

import dev.tgfetcher.history.HistoryPage;
import dev.tgfetcher.history.LoadedMessages;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Renews the messages of a window that an earlier read has loaded, because they were on a page with
 * messages of its own window:
 *
 * <ol>
 *   <li>asks TDLib which messages it has in memory beside the known ones;
 *   <li>loads those of the window by a search, whose answer always comes from Telegram;
 *   <li>if one is not found, it was deleted, and only another client forgets it.
 * </ol>
 */
final class MemoryRenewal {
  /** For more pages another client costs less. */
  private static final int MOST_PAGES = 8;

  private static final int NEWER = -99;
  private static final long ID_STEP = 1L << 20;

  private final LoadedMessages loaded;
  private final OpenChat chat;
  private final Instant from;
  private final Instant to;
  private final Instant cutOff;

  MemoryRenewal(LoadedMessages loaded, OpenChat chat, FetchWindow window, Instant cutOff) {
    this.loaded = loaded;
    this.chat = chat;
    this.from = UtcDay.start(window.from());
    this.to = UtcDay.end(window.to());
    this.cutOff = cutOff;
  }

  /** Begins the read; returns whether no message of the window is in memory from an earlier one. */
  boolean begin() throws InterruptedException {
    long chatId = chat.chat().chatId();
    if (loaded.isLoadedBefore(chatId, cutOff)) {
      addNeighbours(loaded.beyond(chatId));
    }
    NavigableSet<Long> stale = loaded.stale(chatId, from, to, cutOff);
    loaded.begin(chatId, from, to, cutOff);
    return stale.isEmpty() || isEachFound(stale);
  }

  /** TDLib loads a page in advance. The calls record the messages of these answers. */
  private void addNeighbours(List<Long> known) throws InterruptedException {
    if (!known.isEmpty()) {
      List<JsonNode> unused = HistoryPage.inMemory(chat, known.get(0), 0);
      unused = HistoryPage.inMemory(chat, known.get(known.size() - 1), NEWER);
    }
  }

  private boolean isEachFound(NavigableSet<Long> ids) throws InterruptedException {
    Set<Long> missing = new HashSet<>(ids);
    long below = ids.last() + ID_STEP;
    try {
      for (int page = 0; page < MOST_PAGES && below > ids.first(); page++) {
        List<JsonNode> found = HistoryPage.bySearch(chat, below);
        if (found.isEmpty()) {
          break;
        }
        found.forEach(message -> missing.remove(TdFields.number(message, "id")));
        below = TdFields.number(found.get(found.size() - 1), "id");
      }
    } catch (TelegramException e) {
      // Telegram may refuse a search without a query.
      if (e.type() != TelegramErrorType.OTHER && e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
    }
    return missing.isEmpty();
  }
}
