package dev.tgfetcher.comment;

import dev.tgfetcher.history.HistoryPage;
import dev.tgfetcher.history.MessagePage;
import dev.tgfetcher.history.OlderPages;
import dev.tgfetcher.history.OpenChat;
import dev.tgfetcher.history.PageChain;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
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
 *   <li>by search, which takes half the requests;
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
  private long oldestId;
  private Instant oldestDate = Instant.MAX;

  GroupPages(TelegramCalls calls, ResolvedChat group, Instant cutOff) {
    this.calls = calls;
    this.group = group;
    this.cutOff = cutOff;
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
    List<JsonNode> page = search();
    if (oldestId == 0 && !reaches(page, newestReply)) {
      newest = new PageChain(calls, open(), cutOff.plusSeconds(1), Instant.MAX);
      return newest.next();
    }
    if (page.isEmpty()) {
      older = new OlderPages(calls, open(), TdFields.serverId(oldestId), oldestDate, Instant.MAX);
      return older.next();
    }
    JsonNode oldest = page.get(page.size() - 1);
    oldestId = TdFields.number(oldest, "id");
    oldestDate = Instant.ofEpochSecond(TdFields.number(oldest, "date"));
    calls.pageLoaded(page.size());
    return new MessagePage(page, false);
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
    if (openGroup != null) {
      openGroup.close();
    }
  }
}
