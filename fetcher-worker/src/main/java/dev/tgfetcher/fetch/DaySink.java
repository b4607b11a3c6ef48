package dev.tgfetcher.fetch;

import java.time.LocalDate;

/** Told of what is read, on the reading thread, newest day first. */
public interface DaySink {

  /** A day was read to its end, or to where the reading has to stop. */
  void onDay(DayResult day) throws InterruptedException;

  /** Another thousand messages of the day were read: so many by now. */
  void onProgress(LocalDate date, int messages);
}
