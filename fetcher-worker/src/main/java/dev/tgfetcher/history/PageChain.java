package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Pages through a chat's messages before a time, newest to oldest:
 *
 * <ol>
 *   <li>finds the anchor, the newest message that is not later than the time. Telegram may leave
 *       out messages of that second;
 *   <li>looks at the messages after the anchor until a whole page is later than the time, because
 *       dates may step back;
 *   <li>returns these, the anchor and the messages before it;
 *   <li>returns page after page, short ones too, until a page is empty. It prefetches the next page
 *       while the caller works on this one, as long as the next page is needed.
 * </ol>
 *
 * <p>The first page may contain messages that are later than the time.
 */
public final class PageChain implements Closeable {
  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant newest;
  private final Instant oldest;
  private final PagePrefetcher prefetcher;
  private long oldestId = Long.MAX_VALUE;

  /**
   * Creates a chain.
   *
   * @param newest where the chain begins
   * @param oldest pages are prefetched back to this time, because all messages since are needed
   */
  public PageChain(TelegramCalls calls, OpenChat chat, Instant newest, Instant oldest) {
    this.calls = calls;
    this.chat = chat;
    this.newest = newest;
    this.oldest = oldest;
    this.prefetcher = new PagePrefetcher(calls);
  }

  /** The next older messages; empty at the chat's beginning. */
  public List<JsonNode> next() throws InterruptedException {
    List<JsonNode> page = page();
    page.forEach(this::moveTo);
    calls.pageLoaded(page.size());
    if (!page.isEmpty() && isNeeded(page.get(page.size() - 1))) {
      long from = oldestId;
      prefetcher.request(() -> HistoryPage.of(chat, from));
    }
    return page;
  }

  private List<JsonNode> page() throws InterruptedException {
    if (prefetcher.isPending()) {
      return prefetcher.await();
    }
    return oldestId == Long.MAX_VALUE ? first() : HistoryPage.of(chat, oldestId);
  }

  private boolean isNeeded(JsonNode message) {
    return !dateOf(message).isBefore(oldest);
  }

  /**
   * The page that begins with the anchor. It loads the anchor a second time: TDLib may have loaded
   * it before it knew which reactions the chat allows, and hides its reactions until then.
   */
  private List<JsonNode> first() throws InterruptedException {
    Optional<JsonNode> anchor = HistoryPage.lastUntil(chat, newest);
    if (anchor.isEmpty()) {
      return newer(HistoryPage.oldest(chat));
    }
    long id = TdFields.number(anchor.get(), "id");
    List<JsonNode> page = HistoryPage.from(chat, id);
    if (page.size() > 1 && TdFields.number(page.get(0), "id") == id) {
      return joined(newer(HistoryPage.newerThan(chat, id)), page);
    }
    // TDLib returns the newest message alone, from memory. The anchor may also be deleted by now.
    List<JsonNode> older = HistoryPage.of(chat, id);
    return joined(
        newer(HistoryPage.newerThan(chat, id)),
        joined(HistoryPage.again(chat, id).stream().toList(), older));
  }

  /** A page and the pages after it, up to one without a message before the time. */
  private List<JsonNode> newer(List<JsonNode> first) throws InterruptedException {
    List<JsonNode> newer = List.of();
    List<JsonNode> page = first;
    while (!page.isEmpty()) {
      newer = joined(page, newer);
      boolean isLater = page.stream().noneMatch(message -> dateOf(message).isBefore(newest));
      page = isLater ? List.of() : HistoryPage.newerThan(chat, TdFields.number(page.get(0), "id"));
    }
    return newer;
  }

  private static List<JsonNode> joined(List<JsonNode> newer, List<JsonNode> older) {
    return Stream.concat(newer.stream(), older.stream()).toList();
  }

  private static Instant dateOf(JsonNode message) {
    return Instant.ofEpochSecond(TdFields.number(message, "date"));
  }

  private void moveTo(JsonNode message) {
    long id = TdFields.number(message, "id");
    if (id >= oldestId) {
      throw new HistoryOrderException(id, oldestId);
    }
    oldestId = id;
  }

  @Override
  public void close() {
    prefetcher.close();
  }
}
