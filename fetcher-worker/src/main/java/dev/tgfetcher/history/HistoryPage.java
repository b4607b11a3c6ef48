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

  private static final int FIRST = 100;

  /** The size of a page by search. */
  public static final int SEARCH = 100;

  private static final long LOWEST_MESSAGE_ID = 1L << 20;

  /** TDLib loads so many of a chat's newest messages when it meets the chat. */
  static final int NEWEST = 10;

  private HistoryPage() {}

  /** Messages older than the given one; the newest messages when the id is 0. */
  public static List<JsonNode> of(OpenChat chat, long fromMessageId) throws InterruptedException {
    return history(chat, fromMessageId, 0, SIZE);
  }

  /** The same as the first page of several: nothing of it is prefetched, so it may be larger. */
  static List<JsonNode> first(OpenChat chat, long fromMessageId) throws InterruptedException {
    return history(chat, fromMessageId, 0, FIRST);
  }

  /** The chat's oldest messages. */
  static List<JsonNode> oldest(OpenChat chat) throws InterruptedException {
    return history(chat, LOWEST_MESSAGE_ID, 1 - SIZE, SIZE);
  }

  /** Messages newer than the given one, next to it; empty when it is the chat's newest. */
  static List<JsonNode> newerThan(OpenChat chat, long messageId) throws InterruptedException {
    return history(chat, messageId, -SIZE, SIZE).stream()
        .filter(message -> TdFields.number(message, "id") > messageId)
        .toList();
  }

  /**
   * Loads a chat's newest messages from Telegram. When TDLib meets a chat, it loads these by
   * itself, perhaps before it knows which reactions the chat allows, and hides their reactions
   * until they are loaded again. It returns pages of the history from memory, but a search never.
   */
  static List<JsonNode> reloadNewest(OpenChat chat) throws InterruptedException {
    // TDLib has not more than the last message if it cannot read one of the others.
    for (int limit : new int[] {NEWEST, 1}) {
      try {
        return search(chat, 0, limit);
      } catch (TelegramException e) {
        // Telegram may refuse a search without a query.
        if (e.type() != TelegramErrorType.UNREADABLE && e.type() != TelegramErrorType.OTHER) {
          throw e;
        }
      }
    }
    return List.of();
  }

  /** The messages that exist between two server ids, both included, newest first. */
  static List<JsonNode> byIds(OpenChat chat, long first, long last) throws InterruptedException {
    ObjectNode request = request("getMessages");
    ArrayNode ids = request.putArray("message_ids");
    for (long id = last; id >= first; id--) {
      ids.add(TdFields.messageId(id));
    }
    return messages(chat.call(MethodClass.MESSAGES, request)).stream()
        .filter(JsonNode::isObject)
        .toList();
  }

  private static List<JsonNode> history(OpenChat chat, long fromMessageId, int offset, int limit)
      throws InterruptedException {
    return messages(
        chat.call(
            MethodClass.HISTORY,
            request("getChatHistory")
                .put("from_message_id", fromMessageId)
                .put("offset", offset)
                .put("limit", limit)
                .put("only_local", false)));
  }

  /**
   * The messages around the given one that TDLib has in memory; no request is sent.
   *
   * @param offset 0 for older ones; the negative number of newer ones otherwise
   */
  public static List<JsonNode> inMemory(OpenChat chat, long messageId, int offset)
      throws InterruptedException {
    return messages(
        chat.call(
            MethodClass.LOCAL,
            request("getChatHistory")
                .put("from_message_id", messageId)
                .put("offset", offset)
                .put("limit", FIRST)
                .put("only_local", true)));
  }

  /** A page by a search without a query: TDLib sends one request and prefetches nothing. */
  public static List<JsonNode> bySearch(OpenChat chat, long fromMessageId)
      throws InterruptedException {
    return search(chat, fromMessageId, SEARCH);
  }

  /** The message below an id, which may be far away; empty when there is none. */
  static Optional<JsonNode> lastBelow(OpenChat chat, long messageId) throws InterruptedException {
    return search(chat, messageId, 1).stream().findFirst();
  }

  private static List<JsonNode> search(OpenChat chat, long fromMessageId, int limit)
      throws InterruptedException {
    return messages(
        chat.call(
            MethodClass.HISTORY,
            request("searchChatMessages")
                .put("query", "")
                .put("from_message_id", fromMessageId)
                .put("offset", 0)
                .put("limit", limit)));
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
