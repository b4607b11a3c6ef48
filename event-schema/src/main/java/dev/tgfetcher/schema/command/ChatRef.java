package dev.tgfetcher.schema.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat, by its public name or its id.
 *
 * <p>A chat is safe as a folder's name on every system: it has letters, digits, underscores and at
 * most a leading minus, and is no device name of Windows. A name keeps its case, although Telegram
 * ignores it.
 */
public sealed interface ChatRef {

  /** {@code @name}, or the id in decimal digits. */
  String canonical();

  /** The chat without {@code @}, for its folder, its events and its keys. */
  String folder();

  /** Reads {@code @name}, {@code name}, {@code [https://]t.me/name} or a numeric id. */
  static Optional<ChatRef> parse(String text) {
    return Username.parse(text).or(() -> NumericId.parse(text));
  }

  /** A public name, without {@code @}. */
  record Username(String name) implements ChatRef {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{3,31}");
    private static final Pattern DEVICE =
        Pattern.compile("(?:com|lpt)[0-9]", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORMS =
        Pattern.compile("(?:@|(?:https://)?t\\.me/)?(" + NAME + ")");

    public Username {
      if (!isName(name)) {
        throw new IllegalArgumentException("not a public name of Telegram");
      }
    }

    @Override
    public String canonical() {
      return "@" + name;
    }

    @Override
    public String folder() {
      return name;
    }

    private static Optional<ChatRef> parse(String text) {
      Matcher form = FORMS.matcher(text);
      return form.matches() && isName(form.group(1))
          ? Optional.of(new Username(form.group(1)))
          : Optional.empty();
    }

    private static boolean isName(String name) {
      return NAME.matcher(name).matches() && !DEVICE.matcher(name).matches();
    }
  }

  /** TDLib's chat id; its folder is the id itself, as in {@code -1001234567890}. */
  record NumericId(long id) implements ChatRef {
    private static final Pattern FORMS = Pattern.compile("-?[1-9][0-9]{0,14}");

    public NumericId {
      if (!FORMS.matcher(Long.toString(id)).matches()) {
        throw new IllegalArgumentException("not a chat id: " + id);
      }
    }

    @Override
    public String canonical() {
      return Long.toString(id);
    }

    @Override
    public String folder() {
      return canonical();
    }

    private static Optional<ChatRef> parse(String text) {
      return FORMS.matcher(text).matches()
          ? Optional.of(new NumericId(Long.parseLong(text)))
          : Optional.empty();
    }
  }
}
