package dev.tgfetcher.telegram;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads TDLib's fields. TDLib writes 64-bit numbers as strings, and an absent value as 0 or "". */
public final class TdFields {
  private static final int SERVER_ID_SHIFT = 20;

  private TdFields() {}

  public static String type(JsonNode object) {
    return object.path("@type").asString("");
  }

  public static String string(JsonNode object, String field) {
    return object.path(field).asString("");
  }

  public static @Nullable String stringOrNull(JsonNode object, String field) {
    String value = string(object, field);
    return value.isEmpty() ? null : value;
  }

  /** Returns 0 for an absent field. */
  public static long number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? Long.parseLong(value.stringValue()) : value.asLong(0);
  }

  public static @Nullable Long numberOrNull(JsonNode object, String field) {
    long value = number(object, field);
    return value == 0 ? null : Long.valueOf(value);
  }

  public static @Nullable Integer intOrNull(JsonNode object, String field) {
    long value = number(object, field);
    return value == 0 ? null : Integer.valueOf(Math.toIntExact(value));
  }

  public static long serverId(long messageId) {
    return messageId >> SERVER_ID_SHIFT;
  }

  public static long messageId(long serverId) {
    return serverId << SERVER_ID_SHIFT;
  }

  public static @Nullable Long serverIdOrNull(JsonNode object, String field) {
    long id = number(object, field);
    return id == 0 ? null : Long.valueOf(serverId(id));
  }

  /** Returns the id of the user or chat; 0 for another kind of sender. */
  public static long senderId(JsonNode sender) {
    return number(sender, type(sender).equals("messageSenderUser") ? "user_id" : "chat_id");
  }
}
