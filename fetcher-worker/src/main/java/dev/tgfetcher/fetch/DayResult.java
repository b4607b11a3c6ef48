package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.spool.DaySpool;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day that was read.
 *
 * @param spool messages, comments and names; closed when the sink returns
 * @param incompleteReason null for a complete day
 * @param commentsComplete false when the day has or may have comments that could not be read
 * @param commentsAsOf the day has no comments later than this time
 * @param reactionsAsOf when the reading of the day began
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
