package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.telegram.TdFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The words of a rich message, and its links. Each text of a block is a line, in reading order. */
final class RichText {
  private static final String PREFIX = "richText";

  /** Fields of blocks that hold words as a string. */
  private static final Set<String> WORDS = Set.of("expression", "title", "description", "author");

  /** The types of links, as the entities of other messages have them. */
  private static final Map<String, String> LINKS =
      Map.ofEntries(
          Map.entry("richTextUrl", "text_url"),
          Map.entry("richTextAnchorLink", "text_url"),
          Map.entry("richTextReferenceLink", "text_url"),
          Map.entry("richTextEmailAddress", "email_address"),
          Map.entry("richTextPhoneNumber", "phone_number"),
          Map.entry("richTextMention", "mention"),
          Map.entry("richTextMentionName", "mention_name"),
          Map.entry("richTextHashtag", "hashtag"),
          Map.entry("richTextCashtag", "cashtag"),
          Map.entry("richTextBankCardNumber", "bank_card_number"),
          Map.entry("richTextBotCommand", "bot_command"));

  private final StringBuilder words = new StringBuilder();
  private final List<MessageEntity> links = new ArrayList<>();

  private RichText() {}

  /** The text of a rich message, of a block, or of a text; without words it is null. */
  static MessageText of(JsonNode value) {
    RichText text = new RichText();
    text.addLines(value);
    return text.words.isEmpty()
        ? MessageText.NONE
        : new MessageText(text.words.toString(), List.copyOf(text.links));
  }

  private void addLines(JsonNode value) {
    if (TdFields.type(value).startsWith(PREFIX)) {
      addLine(value);
    } else if (!PlainFields.isPictureOrFile(value)) {
      value.forEachEntry(this::addField);
      if (value.isArray()) {
        value.forEach(this::addLines);
      }
    }
  }

  private void addField(String name, JsonNode value) {
    if (value.isString() && WORDS.contains(name) && !value.stringValue().isEmpty()) {
      startLine();
      words.append(value.stringValue());
    } else if (value.isContainer()) {
      addLines(value);
    }
  }

  private void addLine(JsonNode richText) {
    int end = words.length();
    startLine();
    int start = words.length();
    add(richText);
    if (words.length() == start) {
      words.setLength(end);
    }
  }

  private void startLine() {
    if (!words.isEmpty()) {
      words.append('\n');
    }
  }

  private void add(JsonNode richText) {
    int start = words.length();
    switch (TdFields.type(richText)) {
      case "richTextPlain" -> words.append(TdFields.string(richText, "text"));
      case "richTextCustomEmoji" -> words.append(TdFields.string(richText, "alternative_text"));
      case "richTextMathematicalExpression" ->
          words.append(TdFields.string(richText, "expression"));
      case "richTexts" -> richText.path("texts").forEach(this::add);
      default -> {
        if (richText.path("text").isObject()) {
          add(richText.path("text"));
        }
      }
    }
    addLink(richText, start);
  }

  private void addLink(JsonNode richText, int start) {
    @Nullable String type = LINKS.get(TdFields.type(richText));
    int length = words.length() - start;
    @Nullable String url = TdFields.stringOrNull(richText, "url");
    boolean leadsElsewhere = type != null && !(type.equals("text_url") && url == null);
    if (type != null && leadsElsewhere && length > 0) {
      links.add(
          new MessageEntity(
              type,
              start,
              length,
              url,
              TdFields.numberOrNull(richText, "user_id"),
              null,
              Map.of()));
    }
  }
}
