package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pages through a chat's messages before a time, newest to oldest. A supergroup that was a basic
 * group is followed by the messages of that group, whose ids overlap.
 */
public final class ChatPages implements Closeable {
  private final ChatResolver resolver;
  private final TelegramCalls calls;
  private final ResolvedChat chat;
  private final Instant newest;
  private final Instant oldest;
  private PageChain pages;
  private @Nullable OpenChat basicGroup;
  private @Nullable String refusal;

  /**
   * Creates the pages of a chat.
   *
   * @param newest where the pages begin
   * @param oldest pages are prefetched back to this time, because all messages since are needed
   */
  public ChatPages(
      ChatResolver resolver, TelegramCalls calls, OpenChat chat, Instant newest, Instant oldest) {
    this.resolver = resolver;
    this.calls = calls;
    this.chat = chat.chat();
    this.newest = newest;
    this.oldest = oldest;
    this.pages = new PageChain(calls, chat, newest, oldest);
  }

  /** The next older messages. */
  public MessagePage next() throws InterruptedException {
    MessagePage page = pages.next();
    if (basicGroup != null) {
      return page.ofEarlierChat();
    }
    Long upgradedFrom = chat.upgradedFromChatId();
    if (!page.isLast() || upgradedFrom == null) {
      return page;
    }
    return open(upgradedFrom) ? page.followed() : page;
  }

  private boolean open(long basicGroupChat) throws InterruptedException {
    try {
      basicGroup = OpenChat.open(calls, resolver.byId(basicGroupChat));
    } catch (TelegramException e) {
      return switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED, NOT_FOUND, OTHER -> {
          refusal = e.getMessage();
          yield false;
        }
        default -> throw e;
      };
    }
    pages.close();
    pages = new PageChain(calls, basicGroup, newest, oldest);
    return true;
  }

  /**
   * Why the basic group of earlier messages cannot be read; null unless it was tried and refused.
   */
  public @Nullable String refusal() {
    return refusal;
  }

  @Override
  public void close() {
    pages.close();
    if (basicGroup != null) {
      basicGroup.close();
    }
  }
}
