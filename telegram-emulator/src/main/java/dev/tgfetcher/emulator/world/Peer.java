package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;

/** A user, a basic group or a channel, as the sender of messages and reactions. */
public record Peer(Kind kind, long id) {
  /** The kinds on the wire. A supergroup is a channel. */
  public enum Kind {
    USER("peerUser", "user_id"),
    CHAT("peerChat", "chat_id"),
    CHANNEL("peerChannel", "channel_id");

    private final String constructor;
    private final String field;

    Kind(String constructor, String field) {
      this.constructor = constructor;
      this.field = field;
    }
  }

  public Peer {
    if (id <= 0) {
      throw new IllegalArgumentException("an id must be positive: " + id);
    }
  }

  public static Peer user(long id) {
    return new Peer(Kind.USER, id);
  }

  public TlObject tl() {
    return TlSchema.telegram().make(kind.constructor).set(kind.field, id);
  }
}
