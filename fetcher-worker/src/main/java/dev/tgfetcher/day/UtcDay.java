package dev.tgfetcher.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** UTC days: an archive has one file for each. */
public final class UtcDay {
  private UtcDay() {}

  public static LocalDate of(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  public static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  public static Instant end(LocalDate day) {
    return start(day.plusDays(1));
  }
}
