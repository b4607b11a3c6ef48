package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a text that looks or acts special.
 *
 * @param offset in UTF-16 units, as length
 * @param argument a link's address (String), a user's id (Long), a language (String), a custom
 *     emoji's id (Long); null for types without
 */
public record Entity(Type type, int offset, int length, @Nullable Object argument) {
  /** The types, with their constructor and the field that holds the argument. */
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
      throw new IllegalArgumentException("no part of a text: " + offset + "+" + length);
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
