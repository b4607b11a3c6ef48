package dev.tgfetcher.steering;

import java.util.Locale;

/**
 * The part of the fleet that a pause stops.
 *
 * @param name the pattern of chats without {@code @}, or the id of an account or a worker; empty
 *     for the fleet
 */
public record PauseTarget(Kind kind, String name) {
  /** The kinds of pauses. */
  public enum Kind {
    FLEET,
    CHAT,
    ACCOUNT,
    WORKER;

    /** The word in Redis. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final PauseTarget FLEET = new PauseTarget(Kind.FLEET, "");

  /** Chats by a pattern with {@code *} and {@code ?}; case and a leading {@code @} do not count. */
  public static PauseTarget chats(String glob) {
    String plain = glob.replaceFirst("^(@|(https://)?t\\.me/)", "");
    return new PauseTarget(Kind.CHAT, plain.toLowerCase(Locale.ROOT));
  }

  public static PauseTarget account(String id) {
    return new PauseTarget(Kind.ACCOUNT, id);
  }

  public static PauseTarget worker(String id) {
    return new PauseTarget(Kind.WORKER, id);
  }

  /** Reads a field of the pauses in Redis; an unknown one is that of a chat. */
  static PauseTarget of(String field) {
    for (Kind kind : Kind.values()) {
      String prefix = kind.wireName() + ":";
      if (field.startsWith(prefix)) {
        return new PauseTarget(kind, field.substring(prefix.length()));
      }
    }
    return field.equals(FLEET.field()) ? FLEET : new PauseTarget(Kind.CHAT, field);
  }

  /** The field of the pause in Redis. */
  public String field() {
    return kind == Kind.FLEET ? kind.wireName() : kind.wireName() + ":" + name;
  }

  /** The target for an operator: {@code the fleet}, {@code chat ru_*}. */
  public String text() {
    return kind == Kind.FLEET ? "the fleet" : kind.wireName() + " " + name;
  }
}
