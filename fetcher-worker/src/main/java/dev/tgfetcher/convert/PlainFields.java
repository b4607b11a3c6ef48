package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns the fields of any TDLib object into plain values, whatever its class, so that nothing a
 * newer TDLib tells is lost:
 *
 * <ol>
 *   <li>message ids become server ids, senders their id, formatted texts their text
 *   <li>other objects become maps with their class in {@code type}
 *   <li>what only describes a picture or a file is left out
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

  /** The fields of the object except those named, and except its class. */
  static Map<String, @Nullable Object> of(JsonNode object, Set<String> except) {
    Map<String, @Nullable Object> arguments = new TreeMap<>();
    object.forEachEntry(
        (name, value) -> {
          if (!name.startsWith("@") && !except.contains(name) && !isPictureOrFile(value)) {
            arguments.put(name, plain(name, value));
          }
        });
    return arguments;
  }

  /** The fields of the object with these names. */
  static Map<String, @Nullable Object> only(JsonNode object, Set<String> names) {
    Map<String, @Nullable Object> arguments = new TreeMap<>();
    for (String name : names) {
      if (object.has(name)) {
        arguments.put(name, plain(name, object.path(name)));
      }
    }
    return arguments;
  }

  private static boolean isPictureOrFile(JsonNode value) {
    return PICTURES_AND_FILES.contains(TdFields.type(value));
  }

  private static @Nullable Object plain(String name, JsonNode value) {
    if (value.isObject()) {
      return plainObject(value);
    }
    if (value.isArray()) {
      return value.valueStream().map(element -> plain(name, element)).toList();
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
    Map<String, @Nullable Object> arguments = of(object, Set.of("type"));
    JsonNode ownType = object.path("type");
    arguments.put("type", ownType.isString() ? ownType.stringValue() : TypeName.of(object, ""));
    return arguments;
  }
}
