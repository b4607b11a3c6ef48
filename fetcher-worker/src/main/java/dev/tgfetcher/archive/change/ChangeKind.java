package dev.tgfetcher.archive.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of a {@link MessageChange}. */
public enum ChangeKind {
  /** The message is new, or came into the archive later. */
  ADDED,

  /** The sender, an administrator or Telegram changed the message itself. */
  EDITED,

  /** The message is gone. */
  DELETED,

  /** Other people reacted, viewed, forwarded or replied; the message itself is the same. */
  REACTIONS;

  @JsonValue
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
