package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;

/** Who or what can write, be forwarded from or react: a user, a basic group or a channel. */
public record Peer(Kind kind, long id) {
  /** Supergroups are channels on the wire. */
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
