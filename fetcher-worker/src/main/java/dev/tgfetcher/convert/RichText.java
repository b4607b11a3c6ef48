package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The text of a rich message: one line for each text in its blocks, in reading order. */
final class RichText {
  private static final String PREFIX = "richText";

  private RichText() {}

  static String of(JsonNode richMessage) {
    List<String> lines = new ArrayList<>();
    collectLines(richMessage.path("blocks"), lines);
    return String.join("\n", lines);
  }

  private static void collectLines(JsonNode block, List<String> lines) {
    if (!TdFields.type(block).startsWith(PREFIX)) {
      block.forEach(child -> collectLines(child, lines));
      return;
    }
    StringBuilder line = new StringBuilder();
    appendText(block, line);
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
  }

  private static void appendText(JsonNode richText, StringBuilder line) {
    switch (TdFields.type(richText)) {
      case "richTextPlain" -> line.append(TdFields.string(richText, "text"));
      case "richTextCustomEmoji" -> line.append(TdFields.string(richText, "alternative_text"));
      case "richTextMathematicalExpression" -> line.append(TdFields.string(richText, "expression"));
      case "richTexts" -> richText.path("texts").forEach(part -> appendText(part, line));
      default -> {
        if (richText.path("text").isObject()) {
          appendText(richText.path("text"), line);
        }
      }
    }
  }
}
