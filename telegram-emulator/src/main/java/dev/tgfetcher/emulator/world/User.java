package dev.tgfetcher.emulator.world;

import org.jspecify.annotations.Nullable;

/** A person, a bot, or a deleted account, which has an id but no name. */
public record User(
    long id, String firstName, String lastName, @Nullable String username, Kind kind) {
  public enum Kind {
    PERSON,
    BOT,
    DELETED
  }

  /** A person; the first word of the name is the first name. */
  public static User named(long id, String name) {
    int space = name.indexOf(' ');
    return space < 0
        ? new User(id, name, "", null, Kind.PERSON)
        : new User(id, name.substring(0, space), name.substring(space + 1), null, Kind.PERSON);
  }

  public static User deleted(long id) {
    return new User(id, "", "", null, Kind.DELETED);
  }

  public static User bot(long id, String name, String username) {
    return new User(id, name, "", username, Kind.BOT);
  }

  /** The full name as clients show it; empty for a deleted account. */
  public String displayName() {
    return (firstName + " " + lastName).strip();
  }

  public Peer peer() {
    return Peer.user(id);
  }
}
