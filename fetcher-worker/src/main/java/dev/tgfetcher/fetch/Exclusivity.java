package dev.tgfetcher.fetch;

/**
 * What keeps workers from doing the same.
 *
 * @param locks give a day to one reader at a time
 * @param duplicates pass over a day that is being read, or was a moment ago
 */
public record Exclusivity(DayLocks locks, DuplicateMarks duplicates) {

  /** For a run that is alone. */
  public static Exclusivity none() {
    return new Exclusivity(DayLocks.none(), DuplicateMarks.none());
  }
}
