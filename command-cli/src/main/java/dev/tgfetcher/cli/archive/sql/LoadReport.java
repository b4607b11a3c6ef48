package dev.tgfetcher.cli.archive.sql;

import java.time.LocalDate;
import java.util.List;

/**
 * The result of loading days.
 *
 * @param days the number of loaded days
 * @param unreadable the days whose files could not be read; no row is of them
 */
public record LoadReport(int days, long messages, long comments, List<UnreadableDay> unreadable) {
  public LoadReport {
    unreadable = List.copyOf(unreadable);
  }

  /** A day whose file cannot be read. */
  public record UnreadableDay(String chat, LocalDate date, String reason) {}
}
