package dev.tgfetcher.limits;

import java.time.Duration;
import java.util.List;

/**
 * How long commands with equal work took from the push, which was one for all, to their end, in the
 * order in which they were pushed.
 *
 * <p>Whoever is farther back waits longer, and there is nothing unfair in that: so a command is
 * compared with those that were pushed right before and after it.
 */
public record Fairness(List<Duration> inLine) {
  public Fairness {
    inLine = List.copyOf(inLine);
  }

  /**
   * The largest time in relation to the median of its equals.
   *
   * @param around so many before and as many behind are a command's equals
   */
  public double worst(int around) {
    double worst = 1;
    for (int i = 0; i < inLine.size(); i++) {
      List<Duration> equals =
          inLine.subList(Math.max(0, i - around), Math.min(inLine.size(), i + around + 1));
      Duration median = equals.stream().sorted().toList().get(equals.size() / 2);
      worst = Math.max(worst, (double) inLine.get(i).toMillis() / Math.max(1, median.toMillis()));
    }
    return worst;
  }
}
