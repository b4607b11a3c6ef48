package dev.tgfetcher.fetch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields as TDLib writes them: 64 bit numbers as strings, nothing as 0 or "". */
final class TdFields {
  private static final int SERVER_ID_SHIFT = 20;

  private TdFields() {}

  static String type(JsonNode object) {
    return object.path("@type").asString("");
  }

  static String string(JsonNode object, String field) {
    return object.path(field).asString("");
  }

  static @Nullable String stringOrNull(JsonNode object, String field) {
    String value = string(object, field);
    return value.isEmpty() ? null : value;
  }

  /** 0 when the field is absent. */
  static long number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? Long.parseLong(value.stringValue()) : value.asLong(0);
  }

  static @Nullable Long numberOrNull(JsonNode object, String field) {
    long value = number(object, field);
    return value == 0 ? null : Long.valueOf(value);
  }

  static @Nullable Integer intOrNull(JsonNode object, String field) {
    long value = number(object, field);
    return value == 0 ? null : Integer.valueOf(Math.toIntExact(value));
  }

  static long serverId(long messageId) {
    return messageId >> SERVER_ID_SHIFT;
  }

  static long messageId(long serverId) {
    return serverId << SERVER_ID_SHIFT;
  }

  static @Nullable Long serverIdOrNull(JsonNode object, String field) {
    long id = number(object, field);
    return id == 0 ? null : Long.valueOf(serverId(id));
  }

  /** User id, or the id of the chat; 0 for a sender of a kind unknown here. */
  static long senderId(JsonNode sender) {
    return number(sender, type(sender).equals("messageSenderUser") ? "user_id" : "chat_id");
  }
}
