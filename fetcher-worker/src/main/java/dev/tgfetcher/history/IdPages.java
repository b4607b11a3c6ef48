package dev.tgfetcher.history;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Pages down a chat by ids: a page has the messages of a slice of ids. A slice does not depend on
 * the one before, so two are requested at a time.
 */
public final class IdPages implements Closeable {
  private static final long FIRST_ID = 1;
  private static final int AT_A_TIME = 2;

  /** Server ids, both included. */
  private record Slice(long first, long last) {}

  private final TelegramCalls calls;
  private final OpenChat chat;
  private final PagePrefetcher<List<JsonNode>> prefetcher;
  private final Deque<Slice> requested = new ArrayDeque<>();

  public IdPages(TelegramCalls calls, OpenChat chat) {
    this.calls = calls;
    this.chat = chat;
    this.prefetcher = new PagePrefetcher<>(calls, AT_A_TIME);
  }

  boolean isPending() {
    return !requested.isEmpty();
  }

  /** The page below a server id, which is the lowest id of the page before. */
  public MessagePage below(long id) throws InterruptedException {
    if (!isPending()) {
      Slice slice = sliceBelow(id);
      return page(slice, IdSlice.read(chat, slice.first(), slice.last()));
    }
    return page(requested.remove(), prefetcher.await());
  }

  /** Requests slices below a server id, so that so many wait to be returned. */
  void request(long below, int slices) {
    long next = isPending() ? requested.getLast().first() : below;
    while (requested.size() < slices && next > FIRST_ID) {
      Slice slice = sliceBelow(next);
      requested.add(slice);
      prefetcher.request(() -> IdSlice.read(chat, slice.first(), slice.last()));
      next = slice.first();
    }
  }

  private Slice sliceBelow(long id) {
    return new Slice(Math.max(FIRST_ID, id - calls.idsPerRequest()), id - 1);
  }

  private static MessagePage page(Slice slice, List<JsonNode> messages) {
    return MessagePage.byIds(messages, slice.first());
  }

  @Override
  public void close() {
    prefetcher.close();
  }
}
