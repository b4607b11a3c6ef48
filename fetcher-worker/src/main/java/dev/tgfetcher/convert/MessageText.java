package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.telegram.TdFields;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The text of a message, or the caption of its media.
 *
 * @param text null when there is none
 */
record MessageText(@Nullable String text, List<MessageEntity> entities) {
  static final MessageText NONE = new MessageText(null, List.of());

  static MessageText of(JsonNode content) {
    return switch (TdFields.type(content)) {
      case "messageAnimatedEmoji" -> plain(TdFields.string(content, "emoji"));
      case "messageRichMessage" -> RichText.of(content.path("message"));
      default ->
          formattedTexts(content)
              .filter(text -> !TdFields.string(text, "text").isEmpty())
              .findFirst()
              .map(text -> new MessageText(TdFields.string(text, "text"), EntityConverter.of(text)))
              .orElse(NONE);
    };
  }

  private static Stream<JsonNode> formattedTexts(JsonNode content) {
    return Stream.of(
        content.path("text"),
        content.path("caption"),
        content.path("description"),
        content.path("paid_media_caption"),
        content.path("game").path("text"));
  }

  private static MessageText plain(String text) {
    return text.isEmpty() ? NONE : new MessageText(text, List.of());
  }
}
