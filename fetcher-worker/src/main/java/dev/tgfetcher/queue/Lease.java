package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.deadletter.FailedAttempt;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A command that this worker holds, and what earlier runs of it left behind.
 *
 * @param payload the list's element; never re-serialised
 * @param token names this very lease; nobody else's ending counts for it
 * @param command what the payload says
 * @param failedAttempts attempts that failed before this one
 * @param interruptions times that a worker died with the command in hand
 * @param history those attempts, the latest twenty, the oldest first
 * @param claims times that a worker began with it, this time included
 * @param firstSeen when a worker first took it, by Redis' clock, also before a replay
 * @param run names this run of the command, to its end: when a worker first took it this time
 * @param leasedAt by Redis' clock
 * @param announcedDays days whose event is out already, with how many messages each has
 */
public record Lease(
    Payload payload,
    String token,
    FetchCommand command,
    int failedAttempts,
    int interruptions,
    List<FailedAttempt> history,
    int claims,
    Instant firstSeen,
    Instant run,
    Instant leasedAt,
    Map<LocalDate, Long> announcedDays) {

  public Lease {
    history = List.copyOf(history);
    announcedDays = Map.copyOf(announcedDays);
  }

  /** The number of this attempt, from 1. */
  public int attempt() {
    return failedAttempts + 1;
  }

  /** Whether an earlier run of this command may have written files that nobody announced. */
  public boolean ranBefore() {
    return claims > 1;
  }
}
