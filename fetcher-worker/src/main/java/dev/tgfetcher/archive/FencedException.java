package dev.tgfetcher.archive;

import java.time.LocalDate;

/** The writer no longer owns the day: somebody else does, and the day's file was left as it was. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FencedException(String chat, LocalDate date) {
    super("The permit to write " + chat + " " + date + " was lost; its file was left as it was");
  }
}
