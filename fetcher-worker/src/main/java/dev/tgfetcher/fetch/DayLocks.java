package dev.tgfetcher.fetch;

import java.time.LocalDate;

/** Gives a chat's day to one reader at a time. */
@FunctionalInterface
public interface DayLocks {

  /**
   * Takes a day, whatever the chat is called.
   *
   * @param newest the newest token that has written the day so far; the lock's is newer
   * @throws DayTakenException when somebody else reads it
   */
  DayLock take(long chatId, LocalDate day, long newest) throws InterruptedException;

  /** Nobody is asked. */
  static DayLocks none() {
    return (chatId, day, newest) -> DayLock.unasked(newest);
  }
}
