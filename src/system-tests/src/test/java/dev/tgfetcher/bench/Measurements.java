package dev.tgfetcher.bench;

import java.util.Arrays;

/** Measured values, in ascending order. */
final class Measurements {
  private final double[] ascending;

  private Measurements(double[] ascending) {
    this.ascending = ascending;
  }

  static Measurements of(double... values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return new Measurements(ascending);
  }

  double median() {
    return quantile(0.5);
  }

  /** The smallest value that is not below the given share of all values, from 0 to 1. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending[Math.max(rank, 1) - 1];
  }
}
