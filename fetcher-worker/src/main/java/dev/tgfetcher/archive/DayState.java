package dev.tgfetcher.archive;

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

  public char symbol() {
    return symbol;
  }
}
