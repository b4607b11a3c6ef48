package dev.tgfetcher.convert;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.telegram.TdFields;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts the fields of a TDLib object of any class into plain values, so that the archive keeps
 * fields of a newer TDLib:
 *
 * <ol>
 *   <li>a message id becomes a server id, a sender its id, a formatted text its text;
 *   <li>another object becomes a map with its class in {@code type};
 *   <li>the description of a picture or a file is left out, and so is a field that depends on the
 *       account.
 * </ol>
 */
final class PlainFields {
  private static final Set<String> PICTURES_AND_FILES =
      Set.of(
          "animatedEmoji",
          "animation",
          "audio",
          "chatPhoto",
          "document",
          "file",
          "minithumbnail",
          "outline",
          "photo",
          "sticker",
          "thumbnail",
          "video",
          "videoNote",
          "voiceNote");

  private PlainFields() {}

  /** The fields of the object, without its class and the excepted names. */
  static Map<String, @Nullable Object> of(JsonNode object, Set<String> except) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    object.forEachEntry(
        (name, value) -> {
          if (!name.startsWith("@")
              && !except.contains(name)
              && !ExtraFields.isOfAccount(name)
              && !isPictureOrFile(value)) {
            fields.put(name, value(name, value));
          }
        });
    return fields;
  }

  /** The fields of the object with these names. */
  static Map<String, @Nullable Object> only(JsonNode object, Set<String> names) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    for (String name : names) {
      if (object.has(name)) {
        fields.put(name, value(name, object.path(name)));
      }
    }
    return fields;
  }

  /** The fields of the object that differ from their defaults, without the excepted names. */
  static Map<String, @Nullable Object> differing(JsonNode object, Set<String> except) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    object.forEachEntry(
        (name, value) -> {
          if (!name.startsWith("@")
              && !except.contains(name)
              && !ExtraFields.isOfAccount(name)
              && !ExtraFields.isDefault(value)
              && !isPictureOrFile(value)) {
            fields.put(name, value(name, value));
          }
        });
    return fields;
  }

  /** A record of the archive's schema as plain values. */
  static @Nullable Object ofRecord(@Nullable Object schemaRecord) {
    return Json.MAPPER.convertValue(schemaRecord, Object.class);
  }

  static boolean isPictureOrFile(JsonNode value) {
    return PICTURES_AND_FILES.contains(TdFields.type(value));
  }

  static @Nullable Object value(String name, JsonNode value) {
    if (value.isObject()) {
      return plainObject(value);
    }
    if (value.isArray()) {
      return value.valueStream().map(element -> value(name, element)).toList();
    }
    if (value.isIntegralNumber()) {
      return integer(name, value.longValue());
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return value.isBoolean() ? value.booleanValue() : value.stringValue(null);
  }

  private static @Nullable Long integer(String name, long value) {
    if (!name.endsWith("message_id")) {
      return value;
    }
    return value == 0 ? null : Long.valueOf(TdFields.serverId(value));
  }

  private static Object plainObject(JsonNode object) {
    return switch (TdFields.type(object)) {
      case "formattedText" -> TdFields.string(object, "text");
      case "messageSenderUser", "messageSenderChat" -> TdFields.senderId(object);
      default -> typed(object);
    };
  }

  private static Map<String, @Nullable Object> typed(JsonNode object) {
    Map<String, @Nullable Object> fields = of(object, Set.of("type"));
    JsonNode ownType = object.path("type");
    fields.put("type", ownType.isString() ? ownType.stringValue() : TypeName.of(object, ""));
    return fields;
  }
}
