package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.telegram.TdFields;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts the media of a message. Content that is not in the table, such as a type of a newer
 * TDLib, is archived with its type and all its fields.
 *
 * <p>Values that depend on the account, such as its own vote, are left out: every worker archives
 * the same message with the same content.
 */
final class MediaConverter {
  /**
   * Fields that are not details: they are in the message's text or in other fields of the media.
   */
  private static final Set<String> NO_DETAILS =
      Set.of(
          "text",
          "caption",
          "type",
          "file_name",
          "mime_type",
          "size",
          "width",
          "height",
          "duration",
          "title",
          "details");

  private static final Map<String, Function<JsonNode, @Nullable Media>> KINDS =
      Map.ofEntries(
          kind("messageText", MediaConverter::linkPreview),
          kind("messageAnimation", c -> file(c, "animation", "animation")),
          kind("messageAudio", c -> file(c, "audio", "audio", "performer")),
          kind("messageDocument", c -> file(c, "document", "document")),
          kind("messagePhoto", c -> FileMediaConverter.photo("photo", c.path("photo"))),
          kind("messageSticker", c -> FileMediaConverter.sticker("sticker", c.path("sticker"))),
          kind("messageVideo", c -> file(c, "video", "video")),
          kind(
              "messageVideoNote",
              c -> FileMediaConverter.videoNote("video_note", c.path("video_note"))),
          kind("messageVoiceNote", c -> file(c, "voice_note", "voice")),
          kind("messageAnimatedEmoji", MediaConverter::animatedEmoji),
          kind("messageDice", c -> picked(c, "emoji", "value")),
          kind("messageLocation", c -> whole(c, "location")),
          kind("messageLiveLocation", MediaConverter::liveLocation),
          kind("messageVenue", MediaConverter::venue),
          kind("messageContact", c -> whole(c, "contact")),
          kind("messageGame", c -> titled(c, c.path("game"), "short_name", "description")),
          kind("messagePoll", MediaConverter::poll),
          kind("messageChecklist", MediaConverter::checklist),
          kind("messageInvoice", MediaConverter::invoice),
          kind("messagePaidMedia", MediaConverter::paidMedia),
          kind("messageRichMessage", RichConverter::media));

  private MediaConverter() {}

  /** The media of a message; null for a message of text alone. */
  static @Nullable Media of(JsonNode content) {
    return KINDS.getOrDefault(TdFields.type(content), MediaConverter::unknown).apply(content);
  }

  private static Map.Entry<String, Function<JsonNode, @Nullable Media>> kind(
      String contentClass, Function<JsonNode, @Nullable Media> description) {
    return Map.entry(contentClass, description);
  }

  private static String type(JsonNode content) {
    return TypeName.of(content, "message");
  }

  private static Media unknown(JsonNode content) {
    return titled(type(content), content, PlainFields.of(content, NO_DETAILS));
  }

  private static Media file(JsonNode content, String object, String file, String... details) {
    return FileMediaConverter.of(type(content), content.path(object), file, details);
  }

  private static Media picked(JsonNode content, String... details) {
    return Media.of(type(content), PlainFields.only(content, Set.of(details)));
  }

  private static Media whole(JsonNode content, String object) {
    return Media.of(type(content), PlainFields.of(content.path(object), NO_DETAILS));
  }

  private static Media titled(JsonNode content, JsonNode object, String... details) {
    return titled(type(content), object, PlainFields.only(object, Set.of(details)));
  }

  private static Media titled(String type, JsonNode object, Map<String, @Nullable Object> details) {
    JsonNode title = object.path("title");
    String text = title.isObject() ? TdFields.string(title, "text") : title.asString("");
    return new Media(
        type, null, null, null, null, null, null, text.isEmpty() ? null : text, details);
  }

  private static @Nullable Media linkPreview(JsonNode content) {
    JsonNode preview = content.path("link_preview");
    if (!preview.isObject()) {
      return null;
    }
    Map<String, @Nullable Object> details =
        PlainFields.only(
            preview, Set.of("url", "display_url", "site_name", "description", "author"));
    details.put("preview_type", TypeName.of(preview.path("type"), "linkPreviewType"));
    return titled("link_preview", preview, details);
  }

  private static Media animatedEmoji(JsonNode content) {
    Map<String, @Nullable Object> details = PlainFields.only(content, Set.of("emoji"));
    details.putAll(FileMediaConverter.customEmoji(content.path("animated_emoji").path("sticker")));
    return Media.of(type(content), details);
  }

  private static Media liveLocation(JsonNode content) {
    JsonNode live = content.path("location");
    Map<String, @Nullable Object> details = PlainFields.of(live, Set.of("location"));
    details.putAll(PlainFields.of(live.path("location"), Set.of()));
    return Media.of(type(content), details);
  }

  private static Media venue(JsonNode content) {
    JsonNode venue = content.path("venue");
    Map<String, @Nullable Object> details = PlainFields.only(venue, Set.of("address", "provider"));
    details.put("venue_id", TdFields.stringOrNull(venue, "id"));
    details.put("venue_type", TdFields.stringOrNull(venue, "type"));
    details.putAll(PlainFields.of(venue.path("location"), Set.of()));
    return titled(type(content), venue, details);
  }

  private static Media poll(JsonNode content) {
    return Media.of(type(content), PollConverter.of(content.path("poll")));
  }

  private static Media checklist(JsonNode content) {
    JsonNode list = content.path("list");
    Map<String, @Nullable Object> details = new TreeMap<>();
    details.put("tasks", each(list.path("tasks"), "id", "text", "completed_by", "completion_date"));
    return titled(type(content), list, details);
  }

  private static Media invoice(JsonNode content) {
    JsonNode product = content.path("product_info");
    Map<String, @Nullable Object> details =
        PlainFields.only(content, Set.of("currency", "total_amount", "is_test"));
    details.putAll(PlainFields.only(product, Set.of("description")));
    return titled(type(content), product, details);
  }

  private static Media paidMedia(JsonNode content) {
    Map<String, @Nullable Object> details = PlainFields.only(content, Set.of("star_count"));
    details.put(
        "media", content.path("media").valueStream().map(MediaConverter::paidItem).toList());
    return Media.of(type(content), details);
  }

  /**
   * Converts one of the paid media. TDLib shows only the measures of media that are not paid for.
   */
  private static Map<String, @Nullable Object> paidItem(JsonNode item) {
    Media media =
        switch (TdFields.type(item)) {
          case "paidMediaPhoto" -> FileMediaConverter.photo("photo", item.path("photo"));
          case "paidMediaVideo" -> FileMediaConverter.of("video", item.path("video"), "video");
          default -> FileMediaConverter.of(TypeName.of(item, "paidMedia"), item, "");
        };
    Map<String, @Nullable Object> described = new TreeMap<>();
    described.put("type", media.type());
    described.put("width", media.width());
    described.put("height", media.height());
    described.put("duration", media.duration());
    return described;
  }

  private static Object each(JsonNode objects, String... fields) {
    return objects.valueStream().map(object -> PlainFields.only(object, Set.of(fields))).toList();
  }
}
