package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Pages down a chat's history. Each page begins below the last message of the one before, so the
 * pages that are requested in advance follow each other on one thread.
 */
final class HistoryPages implements Closeable {
  private final OpenChat chat;
  private final Predicate<JsonNode> isNextNeeded;
  private final PagePrefetcher<Optional<List<JsonNode>>> prefetcher;

  /** Server id below which the prefetcher's next page begins. */
  private long next;

  private boolean hasPages;

  /** Whether the prefetcher has met a page after which none is needed, or could not read one. */
  private boolean isOver;

  /**
   * Creates the pages of a chat.
   *
   * @param isNextNeeded whether the page after one with this last message is needed
   */
  HistoryPages(TelegramCalls calls, OpenChat chat, Predicate<JsonNode> isNextNeeded) {
    this.chat = chat;
    this.isNextNeeded = isNextNeeded;
    this.prefetcher = new PagePrefetcher<>(calls, 1);
  }

  boolean isPending() {
    return prefetcher.pending() > 0;
  }

  /** The page below a server id, which is the last id of the page before. */
  List<JsonNode> below(long id) throws InterruptedException {
    while (isPending()) {
      Optional<List<JsonNode>> page = prefetcher.await();
      if (page.isPresent()) {
        return page.get();
      }
    }
    return load(id);
  }

  /** TDLib prefetches after the first page. */
  private List<JsonNode> load(long below) throws InterruptedException {
    boolean isFirst = !hasPages;
    hasPages = true;
    return isFirst
        ? HistoryPage.first(chat, TdFields.messageId(below))
        : HistoryPage.of(chat, TdFields.messageId(below));
  }

  /** Requests pages below a server id, so that so many wait to be returned. */
  void request(long below, int pages) {
    if (!isPending()) {
      next = below;
      isOver = false;
    }
    while (prefetcher.pending() < pages) {
      prefetcher.request(this::readNext);
    }
  }

  /** Runs on the prefetcher's thread; empty when the page is not needed. */
  private Optional<List<JsonNode>> readNext() throws InterruptedException {
    if (isOver) {
      return Optional.empty();
    }
    isOver = true;
    List<JsonNode> page = load(next);
    if (!page.isEmpty()) {
      JsonNode last = page.get(page.size() - 1);
      next = TdFields.serverId(TdFields.number(last, "id"));
      isOver = !isNextNeeded.test(last);
    }
    return Optional.of(page);
  }

  @Override
  public void close() {
    prefetcher.close();
  }
}
