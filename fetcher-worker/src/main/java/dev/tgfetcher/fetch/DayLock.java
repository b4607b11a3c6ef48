package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.WriteGuard;

/** A chat's day that this worker has for itself while it reads and writes it. */
public interface DayLock extends WriteGuard, AutoCloseable {

  /** Lets others have the day. */
  @Override
  void close();

  /**
   * Where nobody can be asked: the day may be written as long as no newer token has written it
   * since.
   *
   * @param newestFencingToken the newest token that has written the day so far
   */
  static DayLock unasked(long newestFencingToken) {
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
