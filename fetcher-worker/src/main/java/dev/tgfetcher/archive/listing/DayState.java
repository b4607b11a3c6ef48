package dev.tgfetcher.archive.listing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a calendar shows of a day, in one character. */
public enum DayState {
  COMPLETE('#'),
  INCOMPLETE('o'),
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
