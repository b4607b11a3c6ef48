package dev.tgfetcher.telegram.tdobject;

/** Classes of the shape of TDLib's generated Java classes, written by hand. */
@SuppressWarnings({"JavaLangClash", "UnusedTypeParameter"})
public final class SampleApi {
  private SampleApi() {}

  public abstract static class Object {
    public abstract int getConstructor();
  }

  public abstract static class Function<R extends Object> extends Object {}

  public static class GetOption extends Function<OptionValue> {
    public static final int CONSTRUCTOR = 1;
    public String name;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public abstract static class OptionValue extends Object {}

  public static class OptionValueString extends OptionValue {
    public static final int CONSTRUCTOR = 2;
    public String value;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class OptionValueInteger extends OptionValue {
    public static final int CONSTRUCTOR = 3;
    public long value;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class AddLogMessage extends Function<Ok> {
    public static final int CONSTRUCTOR = 4;
    public int verbosityLevel;
    public String text;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Close extends Function<Ok> {
    public static final int CONSTRUCTOR = 5;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Ok extends Object {
    public static final int CONSTRUCTOR = 6;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Error extends Object {
    public static final int CONSTRUCTOR = 7;
    public int code;
    public String message;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public abstract static class AuthorizationState extends Object {}

  public static class AuthorizationStateWaitTdlibParameters extends AuthorizationState {
    public static final int CONSTRUCTOR = 8;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class AuthorizationStateClosed extends AuthorizationState {
    public static final int CONSTRUCTOR = 9;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class UpdateAuthorizationState extends Object {
    public static final int CONSTRUCTOR = 10;
    public AuthorizationState authorizationState;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class GetMessages extends Function<Messages> {
    public static final int CONSTRUCTOR = 11;
    public long chatId;
    public long[] messageIds;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Messages extends Object {
    public static final int CONSTRUCTOR = 12;
    public int totalCount;
    public Message[] messages;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Message extends Object {
    public static final int CONSTRUCTOR = 13;
    public long id;
    public long effectId;
    public boolean isPinned;
    public MessageContent content;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public abstract static class MessageContent extends Object {}

  public static class MessageText extends MessageContent {
    public static final int CONSTRUCTOR = 14;
    public String text;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class MessageLocation extends MessageContent {
    public static final int CONSTRUCTOR = 15;
    public Location location;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Location extends Object {
    public static final int CONSTRUCTOR = 16;
    public double latitude;
    public double longitude;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class Minithumbnail extends Object {
    public static final int CONSTRUCTOR = 17;
    public int width;
    public byte[] data;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class ReplyMarkupInlineKeyboard extends Object {
    public static final int CONSTRUCTOR = 18;
    public InlineKeyboardButton[][] rows;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class InlineKeyboardButton extends Object {
    public static final int CONSTRUCTOR = 19;
    public String text;
    public long iconCustomEmojiId;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }

  public static class EmojiStatusCustomEmojis extends Object {
    public static final int CONSTRUCTOR = 20;
    public long[] customEmojiIds;

    @Override
    public int getConstructor() {
      return CONSTRUCTOR;
    }
  }
}
