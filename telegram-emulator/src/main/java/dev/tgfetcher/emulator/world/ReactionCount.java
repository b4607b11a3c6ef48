package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.util.List;

/**
 * The count of one kind of reaction to a message.
 *
 * @param symbol an emoji, the decimal id of a custom emoji, or empty for paid stars
 * @param reactors the peers who reacted, newest first; may be fewer than {@code count}
 */
public record ReactionCount(Kind kind, String symbol, int count, List<Peer> reactors) {
  public enum Kind {
    EMOJI,
    CUSTOM_EMOJI,
    PAID
  }

  public ReactionCount {
    if (count < Math.max(1, reactors.size())) {
      throw new IllegalArgumentException(count + " reactions by " + reactors.size() + " peers");
    }
    reactors = List.copyOf(reactors);
  }

  public static ReactionCount emoji(String emoji, int count) {
    return new ReactionCount(Kind.EMOJI, emoji, count, List.of());
  }

  public static ReactionCount emojiBy(String emoji, List<Peer> reactors) {
    return new ReactionCount(Kind.EMOJI, emoji, reactors.size(), reactors);
  }

  public static ReactionCount custom(long emojiId, int count) {
    return new ReactionCount(Kind.CUSTOM_EMOJI, Long.toString(emojiId), count, List.of());
  }

  public static ReactionCount paid(int stars) {
    return new ReactionCount(Kind.PAID, "", stars, List.of());
  }

  public TlObject tl() {
    TlSchema schema = TlSchema.telegram();
    return switch (kind) {
      case EMOJI -> schema.make("reactionEmoji").set("emoticon", symbol);
      case CUSTOM_EMOJI ->
          schema.make("reactionCustomEmoji").set("document_id", Long.parseLong(symbol));
      case PAID -> schema.make("reactionPaid");
    };
  }
}
