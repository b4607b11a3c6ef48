package dev.tgfetcher.archive;

import java.time.LocalDate;

/** The writer no longer owns the day. The day's file is unchanged. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FencedException(String chat, LocalDate date) {
    super("This writer no longer owns " + chat + " " + date + "; the day's file is unchanged");
  }
}
