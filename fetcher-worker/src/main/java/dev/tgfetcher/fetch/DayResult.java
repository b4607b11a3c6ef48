package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.spool.DaySpool;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day as it was read.
 *
 * @param spool messages, comments and names; closed when the listener returns
 * @param incompleteReason null for a complete day
 * @param commentsComplete false when comments are known to exist, or may exist, that cannot be read
 * @param commentsAsOf later comments are not included
 * @param reactionsAsOf when the day's first message was read
 */
public record DayResult(
    LocalDate date,
    DaySpool spool,
    @Nullable IncompleteReason incompleteReason,
    boolean commentsComplete,
    Instant commentsAsOf,
    Instant reactionsAsOf) {

  public DayResult {
    requireNonNull(date, "date");
    requireNonNull(spool, "spool");
    requireNonNull(commentsAsOf, "commentsAsOf");
    requireNonNull(reactionsAsOf, "reactionsAsOf");
  }

  public boolean complete() {
    return incompleteReason == null;
  }
}
