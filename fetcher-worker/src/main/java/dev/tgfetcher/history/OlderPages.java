package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Pages through a chat's messages from an id downwards:
 *
 * <ol>
 *   <li>by ids where most of them have a message, by the history elsewhere ({@link Density}). It
 *       requests the next pages while the caller works on this one, as long as they are needed;
 *   <li>reads a page by ids when TDLib refuses it for one message;
 *   <li>takes an empty page for the chat's beginning only if no message is older, because Telegram
 *       may return a page of deleted messages (tdlib/td#639).
 * </ol>
 */
public final class OlderPages implements Closeable {
  /** A run of deleted messages is read by ids up to this length, and passed over beyond. */
  private static final long RUN = 1_000;

  private static final long FIRST_ID = 1;
  private static final int MOST_AHEAD = 2;

  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant needed;
  private final HistoryPages history;
  private final IdPages slices;
  private Density density;

  /** Server id: all messages from here on were returned. */
  private long reached;

  /** No returned message has an earlier date. */
  private Instant earliest;

  /** The date of the last returned message. */
  private Instant lastDate;

  /** Server id: down to here the chat is read by ids. */
  private long runEnd = Long.MAX_VALUE;

  /**
   * Creates the pages below an id.
   *
   * @param belowId server id of the message after the first page
   * @param latest the messages below are expected to be earlier
   * @param needed pages are prefetched back to this time, because all messages since are needed
   */
  public OlderPages(
      TelegramCalls calls, OpenChat chat, long belowId, Instant latest, Instant needed) {
    this.calls = calls;
    this.chat = chat;
    this.reached = belowId;
    this.earliest = latest;
    this.lastDate = latest;
    this.needed = needed;
    this.density = calls.densities().of(chat.chat().chatId());
    this.history = new HistoryPages(calls, chat, this::isNextPageNeeded);
    this.slices = new IdPages(calls, chat);
  }

  /** The next older messages. */
  public MessagePage next() throws InterruptedException {
    return passOn(page());
  }

  /** Passes on a page that was read already: the first one. */
  MessagePage passOn(MessagePage page) throws InterruptedException {
    long above = reached;
    Instant dateAbove = lastDate;
    page.messages().forEach(this::moveTo);
    if (page.lowestAsked() != null) {
      reached = page.lowestAsked();
    }
    learn(above, page);
    calls.pageLoaded(page.messages().size());
    if (!page.isLast()) {
      request(pagesAhead(dateAbove));
    }
    return page;
  }

  private void learn(long above, MessagePage page) {
    if (chat.chat().hasOwnIds()) {
      density = density.with(above - reached, page.messages().size());
      calls.densities().set(chat.chat().chatId(), density);
    }
  }

  /** The page after this one is needed, and more if they are about as long as this one. */
  private int pagesAhead(Instant dateAbove) {
    if (lastDate.isBefore(needed)) {
      return 0;
    }
    Duration ofPage = Duration.between(lastDate, dateAbove);
    Duration left = Duration.between(needed, lastDate);
    return left.compareTo(ofPage) < 0 ? 1 : MOST_AHEAD;
  }

  private void request(int pages) {
    if (runEnd < reached) {
      return;
    }
    if (favoursIds() && !history.isPending()) {
      slices.request(reached, pages);
    } else if (!favoursIds() && !slices.isPending()) {
      history.request(reached, pages);
    }
  }

  private boolean favoursIds() {
    return chat.chat().hasOwnIds() && density.favoursIds(calls.idsPerRequest());
  }

  /** Runs on the thread of the history's prefetcher. */
  private boolean isNextPageNeeded(JsonNode last) {
    return !UnreadableMessage.is(last)
        && !dateOf(last).isBefore(needed)
        && serverId(last) > FIRST_ID;
  }

  private MessagePage page() throws InterruptedException {
    if (runEnd < reached) {
      return run();
    }
    if (slices.isPending() || (!history.isPending() && favoursIds())) {
      return slices.below(reached);
    }
    List<JsonNode> messages;
    try {
      messages = history.below(reached);
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      return run(Math.max(FIRST_ID, reached - calls.idsPerRequest()));
    }
    return messages.isEmpty() ? afterEmptyPage() : ofHistory(messages);
  }

  private static MessagePage ofHistory(List<JsonNode> messages) {
    boolean isFirst = serverId(messages.get(messages.size() - 1)) <= FIRST_ID;
    return new MessagePage(messages, isFirst, null);
  }

  /** The next page of a run of ids, down to its end. */
  private MessagePage run() throws InterruptedException {
    long first = Math.max(runEnd, reached - calls.idsPerRequest());
    return MessagePage.byIds(IdSlice.read(chat, first, reached - 1), first);
  }

  private MessagePage run(long end) throws InterruptedException {
    runEnd = end;
    return run();
  }

  private void moveTo(JsonNode message) {
    long id = serverId(message);
    if (id >= reached) {
      throw new HistoryOrderException(TdFields.messageId(id), TdFields.messageId(reached));
    }
    reached = id;
    if (!UnreadableMessage.is(message)) {
      lastDate = dateOf(message);
      earliest = lastDate.isBefore(earliest) ? lastDate : earliest;
    }
  }

  /** An earlier date than all returned messages have is that of a message below. */
  private MessagePage afterEmptyPage() throws InterruptedException {
    if (reached <= FIRST_ID) {
      return MessagePage.end();
    }
    if (reached - FIRST_ID <= Math.max(HistoryPage.SIZE, calls.idsPerRequest())) {
      // The page may be short, and have deleted messages alone.
      return run(FIRST_ID);
    }
    try {
      return afterRun();
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      // A message that TDLib cannot read is somewhere below.
      return run(Math.max(FIRST_ID, reached - RUN));
    }
  }

  private MessagePage afterRun() throws InterruptedException {
    Optional<JsonNode> older = below(HistoryPage.lastUntil(chat, earliest.minusSeconds(1)));
    if (older.isEmpty()) {
      // Messages before the run may have later dates than those after it.
      if (chat.chat().hasOwnIds() && reached <= RUN) {
        return run(FIRST_ID);
      }
      older = below(HistoryPage.lastBelow(chat, TdFields.messageId(reached)));
    }
    if (older.isEmpty()) {
      return MessagePage.end();
    }
    long olderId = serverId(older.get());
    return reached - olderId <= RUN ? run(olderId) : MessagePage.ofHistory(List.of(older.get()));
  }

  private Optional<JsonNode> below(Optional<JsonNode> message) {
    return message.filter(found -> serverId(found) < reached);
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }

  private static Instant dateOf(JsonNode message) {
    return Instant.ofEpochSecond(TdFields.number(message, "date"));
  }

  @Override
  public void close() {
    history.close();
    slices.close();
  }
}
