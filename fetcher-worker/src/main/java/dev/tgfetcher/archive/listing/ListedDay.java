package dev.tgfetcher.archive.listing;

import dev.tgfetcher.schema.archive.ReadBy;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One day of a chat's calendar.
 *
 * @param readBy the way the day was read; null for a day without a readable file, and for files
 *     that do not say it
 */
public record ListedDay(LocalDate date, DayState state, int messageCount, @Nullable ReadBy readBy) {
  private static final char PROVEN = '*';

  /** A day without a readable file. */
  static ListedDay without(LocalDate date, DayState state) {
    return new ListedDay(date, state, 0, null);
  }

  /** Whether the file proves that the day is complete: every id was asked for. */
  boolean isProven() {
    return state == DayState.COMPLETE && readBy == ReadBy.IDS;
  }

  /** The character in a calendar. */
  char symbol() {
    return isProven() ? PROVEN : state.symbol();
  }
}
