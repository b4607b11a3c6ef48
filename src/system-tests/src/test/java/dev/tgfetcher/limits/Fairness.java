package dev.tgfetcher.limits;

import java.time.Duration;
import java.util.List;

/**
 * The fairness of a queue of commands with equal work that were pushed together. A later command
 * waits longer, and fairly so: each one is therefore compared with its neighbours in the queue.
 *
 * @param times from the push to the end of each command, in the order of the queue
 */
public record Fairness(List<Duration> times) {
  public Fairness {
    times = List.copyOf(times);
  }

  /**
   * Returns the largest ratio of a command's time to the median of its neighbours.
   *
   * @param around number of neighbours on each side
   */
  public double worst(int around) {
    double worst = 1;
    for (int i = 0; i < times.size(); i++) {
      List<Duration> neighbours =
          times.subList(Math.max(0, i - around), Math.min(times.size(), i + around + 1));
      Duration median = neighbours.stream().sorted().toList().get(neighbours.size() / 2);
      worst = Math.max(worst, (double) times.get(i).toMillis() / Math.max(1, median.toMillis()));
    }
    return worst;
  }
}
