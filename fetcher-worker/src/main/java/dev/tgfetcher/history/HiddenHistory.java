package dev.tgfetcher.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Messages that a private supergroup hides from members who joined later. Telegram returns a
 * shorter history and does not say so.
 *
 * @param joinedAt when this account joined; it sees nothing earlier
 * @param isCertain whether Telegram says that the group hides its history, which it tells
 *     administrators alone; otherwise a history whose first id is missing may be hidden
 */
public record HiddenHistory(Instant joinedAt, boolean isCertain) {
  public HiddenHistory {
    requireNonNull(joinedAt, "joinedAt");
  }
}
