package dev.tgfetcher.cli.archive.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days to load.
 *
 * @param folders the folders of the wanted chats; empty for all chats
 * @param from the first day; null for the oldest
 * @param to the last day; null for the newest
 * @param writtenSince no day whose file was written before this time; null for any time
 */
public record DaySelection(
    List<String> folders,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable Instant writtenSince) {

  public DaySelection {
    folders = List.copyOf(folders);
    if (from != null && to != null && from.isAfter(to)) {
      throw new IllegalArgumentException("the first day is after the last: " + from + ", " + to);
    }
  }

  boolean includes(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }

  boolean includesWrite(Instant time) {
    return writtenSince == null || !time.isBefore(writtenSince);
  }
}
