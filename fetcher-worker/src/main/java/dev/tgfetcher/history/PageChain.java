package dev.tgfetcher.history;

import java.io.Closeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pages through a chat's messages before a time, newest to oldest:
 *
 * <ol>
 *   <li>finds the newest message that may be earlier than the time: at the chat's end ({@link
 *       NewestMessages}), else by ids ({@link TopByIds}) or by the history ({@link TopByHistory});
 *   <li>returns it and the messages before it ({@link OlderPages}).
 * </ol>
 *
 * <p>The first page may contain messages that are later than the time.
 */
public final class PageChain implements Closeable {
  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant end;
  private final Instant oldest;
  private @Nullable OlderPages pages;

  /**
   * Creates a chain.
   *
   * @param newest where the chain begins
   * @param oldest pages are prefetched back to this time, because all messages since are needed
   */
  public PageChain(TelegramCalls calls, OpenChat chat, Instant newest, Instant oldest) {
    this.calls = calls;
    this.chat = chat;
    this.end = newest;
    this.oldest = oldest;
  }

  /** The next older messages. */
  public MessagePage next() throws InterruptedException {
    return pages == null ? first() : pages.next();
  }

  private MessagePage first() throws InterruptedException {
    NewestMessages newest = new NewestMessages(calls, chat);
    Long lastId = newest.lastIdIfBefore(end);
    if (lastId != null) {
      return below(lastId).next();
    }
    Density density = calls.densities().of(chat.chat().chatId());
    if (chat.chat().hasOwnIds() && density.favoursIds(calls.idsPerRequest())) {
      TopByIds top = new TopByIds(chat, newest, end);
      MessagePage page = top.find();
      return below(top.id()).passOn(page);
    }
    return below(new TopByHistory(chat, newest, end).find()).next();
  }

  private OlderPages below(long top) {
    OlderPages below = new OlderPages(calls, chat, top + 1, end, oldest);
    pages = below;
    return below;
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
  }
}
