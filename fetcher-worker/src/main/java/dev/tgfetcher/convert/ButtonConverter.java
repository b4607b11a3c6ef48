package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.Button;
import dev.tgfetcher.telegram.TdFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts the buttons below a message. */
final class ButtonConverter {
  private static final Set<String> ARCHIVED_FIELDS = Set.of("url", "text", "type");

  private ButtonConverter() {}

  static boolean hasButtons(JsonNode message) {
    return TdFields.type(message.path("reply_markup")).equals("replyMarkupInlineKeyboard");
  }

  /** The rows of buttons; null for a message without buttons. */
  static @Nullable List<List<Button>> of(JsonNode message) {
    return hasButtons(message)
        ? message.path("reply_markup").path("rows").valueStream().map(ButtonConverter::row).toList()
        : null;
  }

  private static List<Button> row(JsonNode row) {
    return row.valueStream().map(ButtonConverter::button).toList();
  }

  private static Button button(JsonNode button) {
    JsonNode type = button.path("type");
    return new Button(
        TdFields.string(button, "text"),
        TypeName.of(type, "inlineKeyboardButtonType"),
        TdFields.stringOrNull(type, "url"),
        details(button, type));
  }

  private static Map<String, @Nullable Object> details(JsonNode button, JsonNode type) {
    Map<String, @Nullable Object> details =
        new TreeMap<>(PlainFields.differing(button, Set.of("text", "type", "style")));
    details.putAll(PlainFields.differing(type, ARCHIVED_FIELDS));
    String style = TypeName.of(button.path("style"), "buttonStyle");
    if (!style.isEmpty() && !style.equals("default")) {
      details.put("style", style);
    }
    String copied = TdFields.string(type, "text");
    if (!copied.isEmpty()) {
      details.put("copied_text", copied);
    }
    return details;
  }
}
