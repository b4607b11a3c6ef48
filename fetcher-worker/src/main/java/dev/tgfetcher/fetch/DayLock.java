package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.WriteGuard;

/** A lock on one day of a chat. Its owner alone reads and writes the day. */
public interface DayLock extends WriteGuard, AutoCloseable {

  /** Begins to release the day, and does not wait for the end. */
  default void release() {}

  /** Releases the day. */
  @Override
  void close();

  /**
   * A lock without Redis: the archive takes the day unless a newer token has written it since.
   *
   * @param newestFencingToken the newest token that has written the day so far
   */
  static DayLock local(long newestFencingToken) {
    return new DayLock() {
      @Override
      public long fencingToken() {
        return newestFencingToken;
      }

      @Override
      public boolean isOwned() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
