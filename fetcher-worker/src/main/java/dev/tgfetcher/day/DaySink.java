package dev.tgfetcher.day;

import java.time.LocalDate;

/** Takes the days of a window on the reading thread, newest day first. */
public interface DaySink {

  /** A day begins: its first message has come, or it has none. */
  void onOpen(LocalDate date) throws InterruptedException;

  /** Takes a day that was read to its end, or to the command's limit. */
  void onDay(DayResult day) throws InterruptedException;

  /** Whether the reading is to stop now, between two days, for another command. */
  boolean givesWay();

  /**
   * Called after every 1,000 messages of a day.
   *
   * @param messages how many messages of the day were read
   */
  void onProgress(LocalDate date, int messages);
}
