package dev.tgfetcher.archive;

/** Asked at the last moment before a day's file is replaced: does the writer still own the day? */
@FunctionalInterface
public interface WriteGuard {
  WriteGuard ALWAYS = () -> true;

  boolean isHeld();

  /**
   * Orders the writers of a day: who came later has a higher one. The archive refuses a token that
   * is lower than the highest that has written the day.
   */
  default long token() {
    return 0;
  }

  /** This one's token, as long as the other is held as well. */
  default WriteGuard and(WriteGuard other) {
    WriteGuard first = this;
    return new WriteGuard() {
      @Override
      public boolean isHeld() {
        return other.isHeld() && first.isHeld();
      }

      @Override
      public long token() {
        return first.token();
      }
    };
  }
}
