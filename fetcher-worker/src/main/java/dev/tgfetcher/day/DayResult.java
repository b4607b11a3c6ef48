package dev.tgfetcher.day;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day that was read.
 *
 * @param spool messages, comments and names; closed when the sink returns
 * @param incompleteReasons empty for a complete day
 * @param commentsComplete false when the day has or may have comments that could not be read
 * @param commentsAsOf the day has no comments later than this time
 * @param reactionsAsOf when the reading of the day began
 * @param idRange the ids that were asked for; null unless the day has messages and was read by ids
 */
public record DayResult(
    LocalDate date,
    DaySpool spool,
    List<IncompleteReason> incompleteReasons,
    boolean commentsComplete,
    Instant commentsAsOf,
    Instant reactionsAsOf,
    ReadBy readBy,
    @Nullable IdRange idRange) {

  public DayResult {
    requireNonNull(date, "date");
    requireNonNull(spool, "spool");
    incompleteReasons = List.copyOf(incompleteReasons);
    requireNonNull(commentsAsOf, "commentsAsOf");
    requireNonNull(reactionsAsOf, "reactionsAsOf");
    requireNonNull(readBy, "readBy");
  }

  public boolean complete() {
    return incompleteReasons.isEmpty();
  }

  /** The value in the archive file; null for a complete day. */
  public @Nullable String incompleteReason() {
    return complete()
        ? null
        : incompleteReasons.stream().map(IncompleteReason::text).collect(joining("; "));
  }
}
