package dev.tgfetcher.fetch;

import dev.tgfetcher.queue.Lease;
import java.time.LocalDate;
import java.util.List;

/** Keeps two commands from reading the same day of a chat within {@code DEDUP_TTL}. */
@FunctionalInterface
public interface DuplicateMarks {

  /**
   * Marks those of the days that no other command has marked.
   *
   * @param days of the command's chat
   */
  MarkedDays mark(Lease lease, List<LocalDate> days);

  /** Marks no day: every day may be read at any time. */
  static DuplicateMarks none() {
    return (lease, days) -> MarkedDays.NONE;
  }
}
