package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A button under a message. */
public record InlineButton(String text, TlObject type) {

  public static InlineButton url(String text, String url) {
    return new InlineButton(text, make("inlineButtonTypeUrl").set("url", url));
  }

  public static InlineButton callback(String text, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return new InlineButton(text, make("inlineButtonTypeCallback").set("data", bytes));
  }

  /** The markup of rows of buttons. */
  static TlObject markup(List<List<InlineButton>> rows) {
    return make("replyInlineMarkup").set("rows", rows.stream().map(InlineButton::row).toList());
  }

  private static TlObject row(List<InlineButton> buttons) {
    List<TlObject> list = buttons.stream().map(InlineButton::tl).toList();
    return make("keyboardInlineButtonRow").set("buttons", list);
  }

  private TlObject tl() {
    return make("keyboardInlineButton").set("text", text).set("type", type);
  }

  private static TlObject make(String constructor) {
    return TlSchema.telegram().make(constructor);
  }
}
