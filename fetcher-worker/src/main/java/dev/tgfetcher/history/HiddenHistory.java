package dev.tgfetcher.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Messages that a group does not show this account. Telegram returns a shorter history and does not
 * say so.
 *
 * @param joinedAt when this account joined
 */
public record HiddenHistory(Instant joinedAt, Evidence evidence) {
  /** How to find out whether the group has such messages. */
  public enum Evidence {
    /** A supergroup says, to administrators alone, that it hides the messages before joinedAt. */
    STATED,
    /**
     * A private supergroup may hide them, and a member may clear the history for itself. The first
     * message, which reports the creation or the upgrade and cannot be deleted, is missing then.
     */
    NO_FIRST_MESSAGE,
    /** A basic group hides them always; the message of its creation is missing then. */
    NO_CREATION
  }

  public HiddenHistory {
    requireNonNull(joinedAt, "joinedAt");
    requireNonNull(evidence, "evidence");
  }
}
