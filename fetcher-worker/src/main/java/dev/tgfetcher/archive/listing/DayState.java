package dev.tgfetcher.archive.listing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a day, and its character in a calendar. */
public enum DayState {
  COMPLETE('#'),
  INCOMPLETE('o'),
  /** Complete, without messages. */
  EMPTY('-'),
  MISSING('.'),
  UNREADABLE('!');

  private final char symbol;

  DayState(char symbol) {
    this.symbol = symbol;
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public char symbol() {
    return symbol;
  }
}
