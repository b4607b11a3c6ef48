package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests the rest of a rich message of which the history has only the beginning. */
final class RichMessageReader {
  private final TelegramCalls calls;

  RichMessageReader(TelegramCalls calls) {
    this.calls = calls;
  }

  /** The message with all its blocks; the same message when it is whole or Telegram refuses. */
  JsonNode read(JsonNode message) throws InterruptedException {
    return isPartial(message) ? withAllBlocks(message) : message;
  }

  private static boolean isPartial(JsonNode message) {
    JsonNode content = message.path("content");
    return TdFields.type(content).equals("messageRichMessage")
        && !content.path("message").path("is_full").asBoolean(true);
  }

  private JsonNode withAllBlocks(JsonNode message) throws InterruptedException {
    ObjectNode request =
        request("getFullRichMessage")
            .put("chat_id", TdFields.number(message, "chat_id"))
            .put("message_id", TdFields.number(message, "id"));
    try {
      JsonNode full = calls.call(MethodClass.OTHER, request);
      ObjectNode copy = (ObjectNode) message.deepCopy();
      ((ObjectNode) copy.get("content")).set("message", full);
      return copy;
    } catch (TelegramException e) {
      return switch (e.type()) {
        case NOT_FOUND, ACCESS_DENIED, UNREADABLE, OTHER -> message;
        default -> throw e;
      };
    }
  }
}
