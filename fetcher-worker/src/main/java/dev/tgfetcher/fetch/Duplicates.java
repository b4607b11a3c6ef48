package dev.tgfetcher.fetch;

import dev.tgfetcher.queue.Lease;
import java.time.LocalDate;
import java.util.List;

/** Keeps a chat's day from being read twice within a time. */
@FunctionalInterface
public interface Duplicates {

  /**
   * Marks days as the command's own, as far as nobody else has them.
   *
   * @param days of the command's chat
   */
  DayClaim claim(Lease lease, List<LocalDate> days);

  /** Every day may be read at any time. */
  static Duplicates none() {
    return (lease, days) -> DayClaim.ALL;
  }
}
