package dev.tgfetcher.fetch;

import java.util.Locale;

/** Why a day's file does not have all of its messages. */
public enum IncompleteReason {
  /** The day was not over when it was read. */
  DAY_NOT_OVER,
  /** The command asked for so many messages and no more. */
  LIMIT;

  /** The word in archive files. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
