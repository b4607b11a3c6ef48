package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Pages through a chat's messages from an id downwards:
 *
 * <ol>
 *   <li>returns page after page of the history, short ones too. It prefetches the next page while
 *       the caller works on this one, as long as the next page is needed;
 *   <li>reads a page by ids when TDLib refuses it for one message;
 *   <li>takes an empty page for the chat's beginning only if no message is older, because Telegram
 *       may return a page of deleted messages (tdlib/td#639).
 * </ol>
 */
public final class OlderPages implements Closeable {
  /** A run of deleted messages is read by ids up to this length, and passed over beyond. */
  private static final long RUN = 1_000;

  private static final long FIRST_ID = 1;

  private final TelegramCalls calls;
  private final OpenChat chat;
  private final Instant needed;
  private final PagePrefetcher prefetcher;

  /** Server id: all messages from here on were returned. */
  private long reached;

  /** No returned message has an earlier date. */
  private Instant earliest;

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
    this.needed = needed;
    this.prefetcher = new PagePrefetcher(calls);
  }

  /** The next older messages. */
  public MessagePage next() throws InterruptedException {
    MessagePage page = page();
    calls.pageLoaded(page.messages().size());
    if (isNextNeeded(page)) {
      long from = TdFields.messageId(reached);
      prefetcher.request(() -> HistoryPage.of(chat, from));
    }
    return page;
  }

  private MessagePage page() throws InterruptedException {
    if (runEnd < reached) {
      return slice();
    }
    List<JsonNode> messages;
    try {
      messages =
          prefetcher.isPending()
              ? prefetcher.await()
              : HistoryPage.of(chat, TdFields.messageId(reached));
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      runEnd = Math.max(FIRST_ID, reached - IdSlice.SIZE);
      return slice();
    }
    return messages.isEmpty() ? afterEmptyPage() : moved(messages);
  }

  private MessagePage slice() throws InterruptedException {
    long first = Math.max(runEnd, reached - IdSlice.SIZE);
    List<JsonNode> messages = IdSlice.read(chat, first, reached - 1);
    messages.forEach(this::moveTo);
    reached = first;
    return new MessagePage(messages, reached <= FIRST_ID);
  }

  private MessagePage moved(List<JsonNode> messages) {
    messages.forEach(this::moveTo);
    return new MessagePage(messages, false);
  }

  private void moveTo(JsonNode message) {
    long id = serverId(message);
    if (id >= reached) {
      throw new HistoryOrderException(TdFields.messageId(id), TdFields.messageId(reached));
    }
    reached = id;
    if (!UnreadableMessage.is(message) && dateOf(message).isBefore(earliest)) {
      earliest = dateOf(message);
    }
  }

  /** An earlier date than all returned messages have is that of a message below. */
  private MessagePage afterEmptyPage() throws InterruptedException {
    if (reached <= FIRST_ID) {
      return MessagePage.LAST;
    }
    if (reached - FIRST_ID <= HistoryPage.SIZE) {
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
      return MessagePage.LAST;
    }
    long olderId = serverId(older.get());
    return reached - olderId <= RUN ? run(olderId) : moved(List.of(older.get()));
  }

  private Optional<JsonNode> below(Optional<JsonNode> message) {
    return message.filter(found -> serverId(found) < reached);
  }

  private MessagePage run(long end) throws InterruptedException {
    runEnd = end;
    return slice();
  }

  private boolean isNextNeeded(MessagePage page) {
    List<JsonNode> messages = page.messages();
    if (messages.isEmpty() || page.isLast() || runEnd < reached) {
      return false;
    }
    JsonNode oldest = messages.get(messages.size() - 1);
    return !UnreadableMessage.is(oldest) && !dateOf(oldest).isBefore(needed);
  }

  private static long serverId(JsonNode message) {
    return TdFields.serverId(TdFields.number(message, "id"));
  }

  private static Instant dateOf(JsonNode message) {
    return Instant.ofEpochSecond(TdFields.number(message, "date"));
  }

  @Override
  public void close() {
    prefetcher.close();
  }
}
