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
import tools.jackson.databind.node.ObjectNode;

/** The ways to ask for a stretch of a chat's messages, newest first. */
public final class HistoryPage {
  /**
   * As many as TDLib, without a message database, loads ahead after every page of a history. Then
   * each page is one request, that may be under way already; larger ones make it ask twice.
   */
  private static final int HISTORY = 50;

  private static final int SEARCH = 100;

  /**
   * As many as leave 30 newer messages unasked in the 100 that TDLib loads around the anchor. With
   * fewer it loads those of the newer side too, in the same moment as the page ahead: a request
   * that nobody needs, and two that are refused where one would be.
   */
  private static final int AROUND = 67;

  /** The first offset that TDLib takes as around a message. */
  private static final int AROUND_OFFSET = -2;

  /** The page, and the one ahead. */
  private static final int AROUND_COSTS = 2;

  private HistoryPage() {}

  /** Messages older than the given one; from the newest on when it is 0. */
  public static List<JsonNode> of(OpenChat chat, long fromMessageId) throws InterruptedException {
    return history(chat, fromMessageId, 0, HISTORY, 1);
  }

  /** The first page of all: the anchor and messages older than it. */
  static List<JsonNode> from(OpenChat chat, long anchorId) throws InterruptedException {
    return history(chat, anchorId, AROUND_OFFSET, AROUND, AROUND_COSTS).stream()
        .filter(message -> TdFields.number(message, "id") <= anchorId)
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

  /** The same by a search for nothing in particular: TDLib asks for just that, and no more. */
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

  /** The last message that is not later. */
  public static Optional<JsonNode> lastUntil(OpenChat chat, Instant date)
      throws InterruptedException {
    return ifThere(
        chat,
        MethodClass.HISTORY,
        request("getChatMessageByDate").put("date", date.getEpochSecond()));
  }

  /** A message that was loaded, as TDLib knows it now; empty when it was deleted meanwhile. */
  static Optional<JsonNode> again(OpenChat chat, long messageId) throws InterruptedException {
    return ifThere(chat, MethodClass.LOCAL, request("getMessage").put("message_id", messageId));
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

  private static List<JsonNode> messages(JsonNode answer) {
    return answer.path("messages").valueStream().toList();
  }
}
