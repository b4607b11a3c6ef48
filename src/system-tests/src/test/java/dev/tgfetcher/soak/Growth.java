package dev.tgfetcher.soak;

import java.util.List;

/**
 * Whether something grows: the median of the last third of its samples against that of the second.
 * The first third is the warm-up, and a median ignores single outliers.
 *
 * @param bound the most that the last third may exceed the second by
 */
record Growth(String name, long early, long late, long bound) {

  /**
   * Compares the samples of one thing.
   *
   * @param allowance the growth that means nothing
   * @param share of the earlier value, in percent, if that is more than the allowance
   */
  static Growth of(String name, List<Long> samples, long allowance, int share) {
    int third = samples.size() / 3;
    long early = median(samples.subList(third, 2 * third));
    long late = median(samples.subList(2 * third, samples.size()));
    return new Growth(name, early, late, Math.max(allowance, early * share / 100));
  }

  private static long median(List<Long> samples) {
    List<Long> sorted = samples.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  boolean isTooMuch() {
    return late - early > bound;
  }

  /** A row of the report. */
  String row() {
    return "| %s | %d | %d | %d | %d |".formatted(name, early, late, late - early, bound);
  }
}
