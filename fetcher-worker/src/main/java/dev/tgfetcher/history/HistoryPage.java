package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests pages of a chat's messages, newest first. */
public final class HistoryPage {
  /**
   * TDLib without a message database prefetches this many messages after every page of a history. A
   * page of this size is one request, which may be pending already; a larger page is two.
   */
  static final int SIZE = 50;

  private static final int SEARCH = 100;

  private static final long LOWEST_MESSAGE_ID = 1L << 20;

  /**
   * TDLib loads 100 messages around the anchor; this limit leaves 30 newer ones unrequested. With
   * fewer, TDLib also loads newer messages, at the same moment as the prefetched page. That request
   * is useless, and a flood wait would refuse two requests instead of one.
   */
  private static final int AROUND = 67;

  /** The highest offset with which TDLib loads messages around the anchor. */
  private static final int AROUND_OFFSET = -2;

  /** The page, and the page that TDLib prefetches. */
  private static final int AROUND_REQUESTS = 2;

  private HistoryPage() {}

  /** Messages older than the given one; the newest messages when the id is 0. */
  public static List<JsonNode> of(OpenChat chat, long fromMessageId) throws InterruptedException {
    return history(chat, fromMessageId, 0, SIZE, 1);
  }

  /** The chat's oldest messages. */
  static List<JsonNode> oldest(OpenChat chat) throws InterruptedException {
    return history(chat, LOWEST_MESSAGE_ID, 1 - SIZE, SIZE, 1);
  }

  /** Messages newer than the given one, next to it; empty when it is the chat's newest. */
  static List<JsonNode> newerThan(OpenChat chat, long messageId) throws InterruptedException {
    return history(chat, messageId, -SIZE, SIZE, 1).stream()
        .filter(message -> TdFields.number(message, "id") > messageId)
        .toList();
  }

  /**
   * Loads a chat's newest message from Telegram, and messages older than it. TDLib has loaded the
   * newest message before it knew which reactions the chat allows, and hides its reactions until it
   * is loaded again.
   */
  static void reloadNewest(OpenChat chat, long messageId) throws InterruptedException {
    List<JsonNode> page = history(chat, messageId, AROUND_OFFSET, AROUND, AROUND_REQUESTS);
    if (page.size() <= 1) {
      // TDLib returns the newest message alone, from memory.
      List<JsonNode> unused = of(chat, messageId);
    }
  }

  /** The messages that exist between two server ids, both included, newest first. */
  static List<JsonNode> byIds(OpenChat chat, long first, long last) throws InterruptedException {
    ObjectNode request = request("getMessages");
    ArrayNode ids = request.putArray("message_ids");
    for (long id = last; id >= first; id--) {
      ids.add(TdFields.messageId(id));
    }
    return messages(chat.call(MethodClass.HISTORY, request)).stream()
        .filter(JsonNode::isObject)
        .toList();
  }

  private static List<JsonNode> history(
      OpenChat chat, long fromMessageId, int offset, int limit, int requests)
      throws InterruptedException {
    return messages(
        chat.call(
            MethodClass.HISTORY,
            requests,
            request("getChatHistory")
                .put("from_message_id", fromMessageId)
                .put("offset", offset)
                .put("limit", limit)
                .put("only_local", false)));
  }

  /** A page by a search without a query: TDLib sends one request and prefetches nothing. */
  public static List<JsonNode> bySearch(OpenChat chat, long fromMessageId)
      throws InterruptedException {
    return messages(
        chat.call(
            MethodClass.HISTORY,
            request("searchChatMessages")
                .put("query", "")
                .put("from_message_id", fromMessageId)
                .put("offset", 0)
                .put("limit", SEARCH)));
  }

  /** The newest message that is not later than the date; empty when there is none. */
  public static Optional<JsonNode> lastUntil(OpenChat chat, Instant date)
      throws InterruptedException {
    return ifThere(
        chat,
        MethodClass.HISTORY,
        request("getChatMessageByDate").put("date", date.getEpochSecond()));
  }

  private static Optional<JsonNode> ifThere(OpenChat chat, MethodClass method, ObjectNode request)
      throws InterruptedException {
    try {
      return Optional.of(chat.call(method, request));
    } catch (TelegramException e) {
      if (e.type() == TelegramErrorType.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<JsonNode> messages(JsonNode page) {
    return page.path("messages").valueStream().toList();
  }
}
