package dev.tgfetcher.history;

import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramClient;
import tools.jackson.databind.JsonNode;

/** Stands in a page for a message that this TDLib is too old to read. */
public final class UnreadableMessage {
  private static final String TYPE = "unreadableMessage";

  private UnreadableMessage() {}

  static JsonNode of(long chatId, long id) {
    return TelegramClient.request(TYPE).put("chat_id", chatId).put("id", id);
  }

  public static boolean is(JsonNode message) {
    return TdFields.type(message).equals(TYPE);
  }
}
