package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import org.jspecify.annotations.Nullable;

/**
 * A formatted or linked part of a text.
 *
 * @param offset in UTF-16 code units
 * @param length in UTF-16 code units
 * @param argument the address of a link (String), the id of a user (Long), a language (String), the
 *     id of a custom emoji (Long); null for types without an argument
 */
public record Entity(Type type, int offset, int length, @Nullable Object argument) {
  /** The types, each with its constructor and its argument's field. */
  public enum Type {
    BOLD("messageEntityBold", null),
    ITALIC("messageEntityItalic", null),
    UNDERLINE("messageEntityUnderline", null),
    STRIKE("messageEntityStrike", null),
    SPOILER("messageEntitySpoiler", null),
    CODE("messageEntityCode", null),
    PRE("messageEntityPre", "language"),
    MENTION("messageEntityMention", null),
    MENTION_NAME("messageEntityMentionName", "user_id"),
    HASHTAG("messageEntityHashtag", null),
    URL("messageEntityUrl", null),
    TEXT_URL("messageEntityTextUrl", "url"),
    EMAIL("messageEntityEmail", null),
    CUSTOM_EMOJI("messageEntityCustomEmoji", "document_id"),
    BLOCKQUOTE("messageEntityBlockquote", null);

    private final String constructor;
    private final @Nullable String argumentField;

    Type(String constructor, @Nullable String argumentField) {
      this.constructor = constructor;
      this.argumentField = argumentField;
    }
  }

  public Entity {
    if (offset < 0 || length <= 0) {
      throw new IllegalArgumentException("invalid part of a text: " + offset + "+" + length);
    }
    if ((argument == null) != (type.argumentField == null)) {
      throw new IllegalArgumentException(type + " with argument " + argument);
    }
  }

  public static Entity of(Type type, int offset, int length) {
    return new Entity(type, offset, length, null);
  }

  public TlObject tl() {
    TlObject entity =
        TlSchema.telegram().make(type.constructor).set("offset", offset).set("length", length);
    return type.argumentField == null ? entity : entity.set(type.argumentField, argument);
  }
}
