package dev.tgfetcher.fetch;

import dev.tgfetcher.queue.Lease;
import java.time.LocalDate;
import java.util.List;

/** Keeps a chat's day from being read twice within a time. */
@FunctionalInterface
public interface DuplicateMarks {

  /**
   * Marks days as the command's own, as far as nobody else has them.
   *
   * @param days of the command's chat
   */
  MarkedDays claim(Lease lease, List<LocalDate> days);

  /** Every day may be read at any time. */
  static DuplicateMarks none() {
    return (lease, days) -> MarkedDays.ALL;
  }
}
