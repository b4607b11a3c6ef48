package dev.tgfetcher.fetch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** UTC days: an archive has one file for each. */
final class UtcDay {
  private UtcDay() {}

  static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static Instant end(LocalDate day) {
    return start(day.plusDays(1));
  }
}
