package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of reaction to a message.
 *
 * @param emoji the emoji itself, {@code custom:<id>}, or a star for paid reactions
 * @param users ids of those who reacted; null when that was not asked for
 * @param customEmojiId 64 bit id in decimal digits: JSON numbers are not safe for it
 */
public record Reaction(
    String emoji,
    int count,
    @Nullable List<Long> users,
    ReactionType type,
    @Nullable String customEmojiId) {

  private static final String STAR = "⭐";

  public Reaction {
    requireNonNull(emoji, "emoji");
    requireNonNull(type, "type");
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
    if ((type == ReactionType.CUSTOM_EMOJI) != (customEmojiId != null)) {
      throw new IllegalArgumentException("custom_emoji_id belongs to type custom_emoji alone");
    }
    users = users == null ? null : List.copyOf(users);
  }

  public static Reaction emoji(String emoji, int count, @Nullable List<Long> users) {
    return new Reaction(emoji, count, users, ReactionType.EMOJI, null);
  }

  public static Reaction customEmoji(String id, int count, @Nullable List<Long> users) {
    return new Reaction("custom:" + id, count, users, ReactionType.CUSTOM_EMOJI, id);
  }

  public static Reaction paid(int count, @Nullable List<Long> users) {
    return new Reaction(STAR, count, users, ReactionType.PAID, null);
  }
}
