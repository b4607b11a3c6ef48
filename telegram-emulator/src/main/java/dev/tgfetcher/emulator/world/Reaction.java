package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.Schema;
import dev.tgfetcher.emulator.tl.TlObject;
import java.util.List;

/**
 * One kind of reaction to a message.
 *
 * @param symbol an emoji, the decimal id of a custom emoji, or empty for paid stars
 * @param reactors who reacted, newest first; may be fewer than {@code count}
 */
public record Reaction(Kind kind, String symbol, int count, List<Peer> reactors) {
  public enum Kind {
    EMOJI,
    CUSTOM_EMOJI,
    PAID
  }

  public Reaction {
    if (count < Math.max(1, reactors.size())) {
      throw new IllegalArgumentException(count + " reactions of " + reactors.size() + " peers");
    }
    reactors = List.copyOf(reactors);
  }

  public static Reaction emoji(String emoji, int count) {
    return new Reaction(Kind.EMOJI, emoji, count, List.of());
  }

  public static Reaction emojiBy(String emoji, List<Peer> reactors) {
    return new Reaction(Kind.EMOJI, emoji, reactors.size(), reactors);
  }

  public static Reaction custom(long emojiId, int count) {
    return new Reaction(Kind.CUSTOM_EMOJI, Long.toString(emojiId), count, List.of());
  }

  public static Reaction paid(int stars) {
    return new Reaction(Kind.PAID, "", stars, List.of());
  }

  public TlObject tl() {
    Schema schema = Schema.telegram();
    return switch (kind) {
      case EMOJI -> schema.make("reactionEmoji").set("emoticon", symbol);
      case CUSTOM_EMOJI ->
          schema.make("reactionCustomEmoji").set("document_id", Long.parseLong(symbol));
      case PAID -> schema.make("reactionPaid");
    };
  }
}
