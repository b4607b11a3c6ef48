package dev.tgfetcher.schema.command;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A chat, by its public name, by its id, or as the account's own chat.
 *
 * <p>A chat is safe as a folder's name on every system: it has letters, digits, underscores and at
 * most a leading minus, and is no device name of Windows. A name keeps its case, although Telegram
 * ignores it.
 */
public sealed interface ChatRef {
  /** The kinds of reference. A switch expression over them without a default must name each. */
  enum Kind {
    USERNAME,
    NUMERIC_ID,
    SAVED_MESSAGES
  }

  Kind kind();

  /** {@code @name}, the id in decimal digits, or {@code me}. */
  String canonical();

  /** The chat without {@code @}, for its folder, its events and its keys. */
  String folder();

  /** Reads every form of a chat that {@link ChatForms} lists. */
  static Optional<ChatRef> parse(String text) {
    return ChatForms.parse(text);
  }

  /** Describes why a text is no chat, and which form to use. */
  static String problem(String text) {
    return ChatForms.problem(text);
  }

  /** A public name, without {@code @}. */
  record Username(String name) implements ChatRef {
    static final String NAME = "[A-Za-z][A-Za-z0-9_]{3,31}";
    private static final Pattern DEVICE =
        Pattern.compile("(?:com|lpt)[0-9]", Pattern.CASE_INSENSITIVE);

    public Username {
      if (!isName(name)) {
        throw new IllegalArgumentException("not a public name of Telegram");
      }
    }

    static boolean isName(String name) {
      return name.matches(NAME) && !DEVICE.matcher(name).matches();
    }

    @Override
    public Kind kind() {
      return Kind.USERNAME;
    }

    @Override
    public String canonical() {
      return "@" + name;
    }

    @Override
    public String folder() {
      return name;
    }
  }

  /** TDLib's chat id; its folder is the id itself, as in {@code -1001234567890}. */
  record NumericId(long id) implements ChatRef {
    private static final long CHANNEL_BASE = -1_000_000_000_000L;
    private static final long LEAST = -999_999_999_999_999L;

    /** The largest id of a user. */
    private static final long GREATEST = (1L << 40) - 1;

    public NumericId {
      if (!isId(id)) {
        throw new IllegalArgumentException("not a chat id: " + id);
      }
    }

    /** The channel or supergroup whose id without {@code -100} is this one. */
    static NumericId ofChannel(long bareId) {
      return new NumericId(CHANNEL_BASE - bareId);
    }

    static boolean isId(long id) {
      return id != 0 && LEAST <= id && id <= GREATEST;
    }

    /**
     * The id of the channel or supergroup that was meant, if the {@code -100} or the minus before
     * an id was left out; empty for an id that begins with {@code -100}.
     */
    public OptionalLong asChannel() {
      return withPrefix(id);
    }

    static OptionalLong withPrefix(long id) {
      if (Long.toString(id).matches("100[0-9]{10,}")) {
        return OptionalLong.of(-id);
      }
      return Math.abs(id) < -CHANNEL_BASE
          ? OptionalLong.of(CHANNEL_BASE - Math.abs(id))
          : OptionalLong.empty();
    }

    @Override
    public Kind kind() {
      return Kind.NUMERIC_ID;
    }

    @Override
    public String canonical() {
      return Long.toString(id);
    }

    @Override
    public String folder() {
      return canonical();
    }
  }

  /** The chat of the account with itself, whichever account the worker has. */
  record SavedMessages() implements ChatRef {
    static final String NAME = "me";

    @Override
    public Kind kind() {
      return Kind.SAVED_MESSAGES;
    }

    @Override
    public String canonical() {
      return NAME;
    }

    @Override
    public String folder() {
      return NAME;
    }
  }
}
