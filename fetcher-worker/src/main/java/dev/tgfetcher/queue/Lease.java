package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.deadletter.FailedAttempt;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One worker's ownership of a command, and the record of the earlier attempts.
 *
 * @param payload the element of the queue; never re-serialised
 * @param token names this lease; only a settlement with it ends the lease
 * @param command the parsed payload
 * @param low whether the command belongs to the low list
 * @param failedAttempts attempts that failed before this one
 * @param interruptions attempts that ended with the death or a fault of the worker
 * @param history the latest twenty of both, the oldest first
 * @param claims attempts that were started, this one included
 * @param firstSeen when a worker first took the command, by Redis' clock; a replay keeps it
 * @param run when a worker first took the command since it was pushed or replayed; names the run
 * @param leasedAt by Redis' clock
 * @param announcedDays days whose event is published, with the number of messages of each
 */
public record Lease(
    Payload payload,
    String token,
    FetchCommand command,
    boolean low,
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

  /** Whether an earlier attempt may have written files whose event was not published. */
  public boolean ranBefore() {
    return claims > 1;
  }
}
