package dev.tgfetcher.bench;

import java.util.Arrays;

/** Measured values, in ascending order. */
final class Samples {
  private final double[] ascending;

  private Samples(double[] ascending) {
    this.ascending = ascending;
  }

  static Samples of(double... values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return new Samples(ascending);
  }

  double median() {
    return quantile(0.5);
  }

  /** The value that this share of all values does not exceed. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending[Math.max(rank, 1) - 1];
  }
}
