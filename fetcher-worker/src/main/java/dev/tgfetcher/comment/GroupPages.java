package dev.tgfetcher.comment;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.history.Density;
import dev.tgfetcher.history.HistoryPage;
import dev.tgfetcher.history.IdPages;
import dev.tgfetcher.history.MessagePage;
import dev.tgfetcher.history.OlderPages;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.history.PageChain;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.history.UnreadableMessage;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.io.Closeable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pages through a discussion group, newest to oldest:
 *
 * <ol>
 *   <li>by search, which takes half the requests of a history;
 *   <li>by ids, where a slice of ids has more messages than a page of the search;
 *   <li>by history, when the search does not find everything. Telegram may refuse a search without
 *       a query, and a search may miss the newest messages or end early.
 * </ol>
 */
final class GroupPages implements Closeable {
  private final TelegramCalls calls;
  private final ResolvedChat group;
  private final Instant cutOff;
  private @Nullable OpenChat openGroup;
  private @Nullable PageChain newest;
  private @Nullable OlderPages older;
  private @Nullable IdPages slices;
  private Density density = Density.UNKNOWN;

  /**
   * An earlier read has loaded messages of the group. A search alone shows them as they are now.
   */
  private boolean isMemoryOld;

  /** All messages from here on were returned; 0 before the first page. */
  private long oldestId;

  private Instant oldestDate = Instant.MAX;

  GroupPages(TelegramCalls calls, ResolvedChat group, Instant cutOff) {
    this.calls = calls;
    this.group = group;
    this.cutOff = cutOff;
    this.isMemoryOld = calls.loaded().isLoadedBefore(group.chatId(), cutOff);
  }

  /**
   * The next older messages; empty at the group's beginning.
   *
   * @param newestReply server id of the newest known comment
   */
  MessagePage next(long newestReply) throws InterruptedException {
    if (newest != null) {
      return newest.next();
    }
    if (older != null) {
      return older.next();
    }
    if (favoursIds()) {
      return slice();
    }
    List<JsonNode> page = search();
    if (oldestId == 0 && !reaches(page, newestReply)) {
      forgetOldMessages();
      newest = new PageChain(calls, open(), cutOff.plusSeconds(1), Instant.MAX);
      return newest.next();
    }
    if (page.isEmpty()) {
      forgetOldMessages();
      older = new OlderPages(calls, open(), TdFields.serverId(oldestId), oldestDate, Instant.MAX);
      return older.next();
    }
    returned(MessagePage.ofHistory(page), TdFields.serverId(id(page.get(page.size() - 1))));
    return MessagePage.ofHistory(page);
  }

  private void forgetOldMessages() throws InterruptedException {
    if (isMemoryOld) {
      isMemoryOld = false;
      calls.replaceClient();
    }
  }

  private boolean favoursIds() {
    return !isMemoryOld
        && !density.isUnknown()
        && density.favoursIds(calls.idsPerRequest(), HistoryPage.SEARCH);
  }

  private MessagePage slice() throws InterruptedException {
    if (slices == null) {
      slices = new IdPages(calls, open());
    }
    MessagePage page = slices.below(TdFields.serverId(oldestId));
    returned(page, requireNonNull(page.lowestAsked()));
    return page;
  }

  private void returned(MessagePage page, long lowest) throws InterruptedException {
    List<JsonNode> messages = page.messages();
    if (group.hasOwnIds() && oldestId > 0) {
      density = density.with(TdFields.serverId(oldestId) - lowest, messages.size());
    } else if (group.hasOwnIds()) {
      density = density.with(TdFields.serverId(id(messages.get(0))) - lowest + 1, messages.size());
    }
    oldestId = TdFields.messageId(lowest);
    for (JsonNode message : messages) {
      if (!UnreadableMessage.is(message)) {
        oldestDate = Instant.ofEpochSecond(TdFields.number(message, "date"));
      }
    }
    calls.pageLoaded(messages.size());
  }

  /** How many messages the next page is expected to have, at most. */
  int pageSize() {
    return favoursIds() ? (int) density.messagesIn(calls.idsPerRequest()) : HistoryPage.SEARCH;
  }

  private static long id(JsonNode message) {
    return TdFields.number(message, "id");
  }

  private List<JsonNode> search() throws InterruptedException {
    try {
      return HistoryPage.bySearch(open(), oldestId);
    } catch (TelegramException e) {
      return switch (e.type()) {
        case OTHER, UNREADABLE -> List.of();
        default -> throw e;
      };
    }
  }

  private static boolean reaches(List<JsonNode> page, long newestReply) {
    return !page.isEmpty() && TdFields.number(page.get(0), "id") >= TdFields.messageId(newestReply);
  }

  /**
   * The newest message that is not later than the date; empty when there is none, or TDLib cannot
   * read it or one beside it.
   */
  Optional<JsonNode> lastUntil(Instant date) throws InterruptedException {
    try {
      return HistoryPage.lastUntil(open(), date);
    } catch (TelegramException e) {
      if (e.type() != TelegramErrorType.UNREADABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Sends a request about the group. */
  JsonNode call(MethodClass method, ObjectNode request) throws InterruptedException {
    return open().call(method, request);
  }

  private OpenChat open() throws InterruptedException {
    if (openGroup == null) {
      openGroup = OpenChat.open(calls, group);
    }
    return openGroup;
  }

  @Override
  public void close() {
    if (newest != null) {
      newest.close();
    }
    if (older != null) {
      older.close();
    }
    if (slices != null) {
      slices.close();
    }
    if (openGroup != null) {
      openGroup.close();
    }
  }
}
