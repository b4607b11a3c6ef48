package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.schema.message.RichBlocks;
import dev.tgfetcher.telegram.TdFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts the blocks of a rich message into plain values:
 *
 * <ol>
 *   <li>a plain text becomes a string, and a sequence of texts a list;
 *   <li>another text or block becomes a map with its class in {@code type};
 *   <li>the description of a picture or a file is left out.
 * </ol>
 */
final class RichConverter {
  private static final String CONTENT = "messageRichMessage";

  /** A deeper part becomes its text, because readers limit the depth of JSON. */
  private static final int MAX_DEPTH = 40;

  private RichConverter() {}

  /** The blocks of a rich message; null for other content. */
  static @Nullable RichBlocks of(JsonNode content) {
    if (!TdFields.type(content).equals(CONTENT)) {
      return null;
    }
    JsonNode message = content.path("message");
    Map<String, @Nullable Object> details = new TreeMap<>();
    if (message.path("is_rtl").asBoolean(false)) {
      details.put("is_rtl", true);
    }
    if (!message.path("is_full").asBoolean(true)) {
      details.put("is_full", false);
    }
    return new RichBlocks(list(message.path("blocks"), 0), details);
  }

  /** The first photo or file of a rich message; without one its type alone. */
  static Media media(JsonNode content) {
    return firstMedia(content.path("message").path("blocks"))
        .orElseGet(() -> Media.of(TypeName.of(content, "message")));
  }

  private static Optional<Media> firstMedia(JsonNode value) {
    return Optional.ofNullable(mediaOf(value))
        .or(() -> value.valueStream().flatMap(child -> firstMedia(child).stream()).findFirst());
  }

  private static @Nullable Media mediaOf(JsonNode block) {
    return switch (TdFields.type(block)) {
      case "pageBlockPhoto" -> FileMediaConverter.photo("photo", block.path("photo"));
      case "pageBlockAnimation" -> file("animation", block, "animation");
      case "pageBlockAudio" ->
          FileMediaConverter.of("audio", block.path("audio"), "audio", "performer");
      case "pageBlockVideo" -> file("video", block, "video");
      case "pageBlockVoiceNote" ->
          FileMediaConverter.of("voice_note", block.path("voice_note"), "voice");
      case "document" -> FileMediaConverter.of("document", block, "document");
      default -> null;
    };
  }

  private static Media file(String type, JsonNode block, String field) {
    return FileMediaConverter.of(type, block.path(field), field);
  }

  private static List<@Nullable Object> list(JsonNode values, int depth) {
    return values.valueStream().<@Nullable Object>map(value -> plain("", value, depth)).toList();
  }

  private static @Nullable Object plain(String name, JsonNode value, int depth) {
    if (value.isArray()) {
      return list(value, depth + 1);
    }
    if (!value.isObject()) {
      return PlainFields.value(name, value);
    }
    return switch (TdFields.type(value)) {
      case "richTextPlain" -> TdFields.string(value, "text");
      case "richTexts" -> list(value.path("texts"), depth + 1);
      default -> depth > MAX_DEPTH ? RichText.of(value).text() : object(value, depth + 1);
    };
  }

  private static Map<String, @Nullable Object> object(JsonNode object, int depth) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    object.forEachEntry(
        (name, value) -> {
          boolean isWritten =
              !name.startsWith("@")
                  && !PlainFields.isPictureOrFile(value)
                  && !ExtraFields.isDefault(value);
          if (isWritten) {
            fields.put(name, plain(name, value, depth));
          }
        });
    Object ownType = fields.get("type");
    if (ownType != null) {
      fields.put("numbering", ownType);
    }
    fields.put("type", type(object));
    return fields;
  }

  private static String type(JsonNode object) {
    return Stream.of("pageBlock", "richText")
        .filter(TdFields.type(object)::startsWith)
        .findFirst()
        .map(prefix -> TypeName.of(object, prefix))
        .orElseGet(() -> TypeName.of(object, ""));
  }
}
