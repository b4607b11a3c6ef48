package dev.tgfetcher.fetch;

import java.time.LocalDate;

/** Gives a chat's day to one reader at a time. */
@FunctionalInterface
public interface DayLocks {

  /**
   * Locks a day of a chat, under all names of the chat.
   *
   * @param newest the newest token that has written the day so far; the lock's token is newer
   * @throws DayTakenException when another worker has locked the day
   */
  DayLock take(long chatId, LocalDate day, long newest) throws InterruptedException;

  /** Locks every day at once, for a process that is alone. */
  static DayLocks none() {
    return (chatId, day, newest) -> DayLock.local(newest);
  }
}
