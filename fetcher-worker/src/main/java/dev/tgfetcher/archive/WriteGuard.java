package dev.tgfetcher.archive;

/**
 * The writer's right to replace a day's file. The archive checks it immediately before the
 * replacement.
 */
@FunctionalInterface
public interface WriteGuard {
  WriteGuard ALWAYS = () -> true;

  /** Whether the writer still owns the day. */
  boolean isOwned();

  /**
   * The number that orders the writers of a day: a later writer has a higher one. The archive
   * refuses a token below the highest that has written the day.
   */
  default long fencingToken() {
    return 0;
  }

  /** A guard with this fencing token that needs both guards to be owned. */
  default WriteGuard and(WriteGuard other) {
    WriteGuard first = this;
    return new WriteGuard() {
      @Override
      public boolean isOwned() {
        return other.isOwned() && first.isOwned();
      }

      @Override
      public long fencingToken() {
        return first.fencingToken();
      }
    };
  }
}
