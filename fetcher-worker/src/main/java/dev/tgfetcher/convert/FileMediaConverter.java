package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.telegram.TdFields;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts media of one file from TDLib's description; it never reads the file. */
final class FileMediaConverter {
  private FileMediaConverter() {}

  /**
   * Converts an object such as TDLib's {@code video} or {@code document}.
   *
   * @param file the field of the object that holds its file
   * @param details names of fields that other kinds do not have
   */
  static Media of(String type, JsonNode object, String file, String... details) {
    return of(type, object, file, PlainFields.only(object, Set.of(details)));
  }

  private static Media of(
      String type, JsonNode object, String file, Map<String, @Nullable Object> details) {
    return new Media(
        type,
        TdFields.stringOrNull(object, "file_name"),
        TdFields.stringOrNull(object, "mime_type"),
        size(object.path(file)),
        TdFields.intOrNull(object, "width"),
        TdFields.intOrNull(object, "height"),
        TdFields.intOrNull(object, "duration"),
        TdFields.stringOrNull(object, "title"),
        details);
  }

  /** Converts a photo in its largest size. */
  static Media photo(String type, JsonNode photo) {
    return photo
        .path("sizes")
        .valueStream()
        .max(Comparator.comparingLong(size -> TdFields.number(size, "width")))
        .map(largest -> of(type, largest, "photo", Map.of()))
        .orElseGet(() -> Media.of(type));
  }

  static Media sticker(String type, JsonNode sticker) {
    Map<String, @Nullable Object> details =
        new TreeMap<>(PlainFields.only(sticker, Set.of("emoji", "set_id")));
    details.put("format", TypeName.of(sticker.path("format"), "stickerFormat"));
    details.putAll(customEmoji(sticker));
    return of(type, sticker, "sticker", details);
  }

  /** The emoji id of a custom emoji's sticker; empty for an ordinary sticker. */
  static Map<String, @Nullable Object> customEmoji(JsonNode sticker) {
    return PlainFields.only(sticker.path("full_type"), Set.of("custom_emoji_id"));
  }

  /** Converts a round video: its length is its width and height. */
  static Media videoNote(String type, JsonNode note) {
    Integer side = TdFields.intOrNull(note, "length");
    Media media = of(type, note, "video", Map.of());
    return new Media(type, null, null, media.size(), side, side, media.duration(), null, Map.of());
  }

  /** The exact size, or the expected size while TDLib does not know the exact one. */
  private static @Nullable Long size(JsonNode file) {
    Long exact = TdFields.numberOrNull(file, "size");
    return exact != null ? exact : TdFields.numberOrNull(file, "expected_size");
  }
}
