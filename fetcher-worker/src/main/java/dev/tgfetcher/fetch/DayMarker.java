package dev.tgfetcher.fetch;

import java.time.LocalDate;
import java.util.List;

/** Marks days of one run's chat, so that other commands do not read them at the same time. */
@FunctionalInterface
public interface DayMarker {

  /** Marks those of the days that no other command has marked. */
  MarkedDays mark(List<LocalDate> days);

  /** Marks no day. */
  static DayMarker none() {
    return days -> MarkedDays.NONE;
  }
}
