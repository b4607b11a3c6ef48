package dev.tgfetcher.cli.archive.sql;

/** Is notified while days are loaded. */
@FunctionalInterface
public interface LoadProgress {
  /**
   * A day was loaded, or could not be read.
   *
   * @param done the number of days so far
   * @param total the number of all days to load
   */
  void onDay(int done, int total);
}
