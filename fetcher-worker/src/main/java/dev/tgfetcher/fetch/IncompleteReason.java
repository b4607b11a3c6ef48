package dev.tgfetcher.fetch;

import java.util.Locale;

/** Why a day's file does not have all messages of the day. */
public enum IncompleteReason {
  /** The day was not over when it was read. */
  DAY_NOT_OVER,
  /** The command's limit was reached. */
  LIMIT;

  /** The value in archive files. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
