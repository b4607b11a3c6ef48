package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Pages through a chat's messages before a time, newest to oldest:
 *
 * <ol>
 *   <li>finds the anchor, the newest message that is not later than the time. Telegram may leave
 *       out messages of that second;
 *   <li>looks at the messages after the anchor until a whole page is later than the time, because
 *       dates may step back;
 *   <li>returns these, the anchor and the messages before it ({@link OlderPages}).
 * </ol>
 *
 * <p>The first page may contain messages that are later than the time.
 */
public final class PageChain implements Closeable {
  private static final long BEFORE_FIRST = 0;

  /** No chat is older than Telegram. */
  private static final Instant TELEGRAM = Instant.parse("2013-08-01T00:00:00Z");

  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant end;
  private final Instant oldest;
  private @Nullable OlderPages pages;

  /** The chat's newest messages, newest first. */
  private @Nullable List<JsonNode> newest;

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
    if (pages == null) {
      pages = new OlderPages(calls, chat, newestId() + 1, end, oldest);
    }
    return pages.next();
  }

  /** Server id of the newest message that may be earlier than the time, or of a later one. */
  private long newestId() throws InterruptedException {
    long id = anchor().map(PageChain::serverId).orElse(BEFORE_FIRST);
    long later = 0;
    while (later < HistoryPage.SIZE) {
      List<JsonNode> newer = newerThan(id);
      if (newer.isEmpty()) {
        return id;
      }
      later = newer.stream().anyMatch(this::mayBeEarlier) ? 0 : later + places(newer, id);
      id = serverId(newer.get(0));
    }
    return id;
  }

  /** How many places of a page are taken. TDLib may return a small part of a page from memory. */
  private long places(List<JsonNode> page, long id) {
    return id == BEFORE_FIRST || !chat.chat().hasOwnIds()
        ? page.size()
        : serverId(page.get(0)) - id;
  }

  /** A page may be empty although messages follow, as a page of deleted messages is. */
  private List<JsonNode> newerThan(long id) throws InterruptedException {
    List<JsonNode> page = page(id);
    if (page.size() >= HistoryPage.NEWEST) {
      return page;
    }
    if (newest == null) {
      newest = HistoryPage.reloadNewest(chat);
    }
    boolean isLast = newest.isEmpty() || serverId(newest.get(0)) <= id;
    return page.isEmpty() && !isLast ? IdSlice.after(chat, id) : page;
  }

  private boolean mayBeEarlier(JsonNode message) {
    return UnreadableMessage.is(message)
        || Instant.ofEpochSecond(TdFields.number(message, "date")).isBefore(end);
  }

  private List<JsonNode> page(long id) throws InterruptedException {
    try {
      return id == BEFORE_FIRST
          ? HistoryPage.oldest(chat)
          : HistoryPage.newerThan(chat, TdFields.messageId(id));
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      return IdSlice.after(chat, id);
    }
  }

  /** An earlier message serves as well, if TDLib cannot read the newest one; none if no other. */
  private Optional<JsonNode> anchor() throws InterruptedException {
    Instant time = end;
    for (Duration back = Duration.ofHours(1); ; back = back.multipliedBy(2)) {
      try {
        return HistoryPage.lastUntil(chat, time);
      } catch (TelegramException e) {
        if (e.type() != TelegramErrorType.UNREADABLE) {
          throw e;
        }
        if (time.isBefore(TELEGRAM)) {
          return Optional.empty();
        }
        time = time.minus(back);
      }
    }
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
  }
}
