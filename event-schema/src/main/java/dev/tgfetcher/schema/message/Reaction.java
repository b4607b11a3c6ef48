package dev.tgfetcher.schema.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of reaction to a message.
 *
 * @param emoji the emoji, {@code custom:<id>}, or a star for paid reactions
 * @param users the ids of the users who reacted; null when the fleet does not fetch them
 * @param customEmojiId the 64 bit id in decimal digits, because a JSON number is not safe for it
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
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
    if ((type == ReactionType.CUSTOM_EMOJI) != (customEmojiId != null)) {
      throw new IllegalArgumentException(
          "custom_emoji_id must be present exactly for type custom_emoji");
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
