package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A chat's messages before a moment, newest to oldest; some of that moment may come first.
 *
 * <ol>
 *   <li>finds a message that is not later than that moment, and later than all before it: the
 *       anchor. Of the messages of that very second Telegram may leave some out
 *   <li>gives the page that begins with the anchor
 *   <li>follows the pages, short ones too, until one is empty; asks for each before the one before
 *       it is worked on, as long as it will be needed
 * </ol>
 */
public final class PageChain implements Closeable {
  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant newest;
  private final Instant oldest;
  private final PagePrefetcher ahead;
  private long oldestId = Long.MAX_VALUE;

  /**
   * Begins at a moment.
   *
   * @param oldest messages since then are all needed, so pages are asked for ahead until there
   */
  public PageChain(TelegramCalls calls, OpenChat chat, Instant newest, Instant oldest) {
    this.calls = calls;
    this.chat = chat;
    this.newest = newest;
    this.oldest = oldest;
    this.ahead = new PagePrefetcher(calls);
  }

  /** The next messages; empty at the chat's beginning. */
  public List<JsonNode> next() throws InterruptedException {
    List<JsonNode> page = page();
    page.forEach(this::follow);
    calls.pageLoaded(page.size());
    if (!page.isEmpty() && isNeeded(page.get(page.size() - 1))) {
      long from = oldestId;
      ahead.ask(() -> HistoryPage.of(chat, from));
    }
    return page;
  }

  private List<JsonNode> page() throws InterruptedException {
    if (ahead.isAsked()) {
      return ahead.take();
    }
    return oldestId == Long.MAX_VALUE ? first() : HistoryPage.of(chat, oldestId);
  }

  private boolean isNeeded(JsonNode message) {
    return !Instant.ofEpochSecond(TdFields.number(message, "date")).isBefore(oldest);
  }

  /**
   * TDLib may have known the anchor since before it knew which reactions the chat allows, and hides
   * its reactions until it comes again, as it does with the page.
   */
  private List<JsonNode> first() throws InterruptedException {
    Optional<JsonNode> anchor = HistoryPage.lastUntil(chat, newest);
    if (anchor.isEmpty()) {
      return List.of();
    }
    long id = TdFields.number(anchor.get(), "id");
    List<JsonNode> page = HistoryPage.from(chat, id);
    if (page.size() > 1 && TdFields.number(page.get(0), "id") == id) {
      return page;
    }
    // The newest message comes from memory, alone; and the anchor may have been deleted meanwhile.
    List<JsonNode> older = HistoryPage.of(chat, id);
    return Stream.concat(HistoryPage.again(chat, id).stream(), older.stream()).toList();
  }

  private void follow(JsonNode message) {
    long id = TdFields.number(message, "id");
    if (id >= oldestId) {
      throw new HistoryOrderException(id, oldestId);
    }
    oldestId = id;
  }

  @Override
  public void close() {
    ahead.close();
  }
}
