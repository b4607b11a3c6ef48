package dev.tgfetcher.emulator.fault;

import java.time.Duration;

/**
 * Telegram's limit on one method for one account.
 *
 * @param perSecond the sustained number of requests in a second
 * @param burst the number of requests that may come at once after a rest
 * @param shortestWait the minimum wait of a first refusal
 * @param escalation the factor by which each refusal lengthens the next wait; 1 for none
 */
public record FloodLimit(double perSecond, int burst, Duration shortestWait, double escalation) {
  public FloodLimit {
    if (!(perSecond > 0) || burst < 1 || shortestWait.isNegative() || !(escalation >= 1)) {
      throw new IllegalArgumentException(
          "invalid flood limit: " + perSecond + "/s, burst " + burst);
    }
  }

  /** A number of requests in a period, with waits that start at one second and double. */
  public static FloodLimit of(int requests, Duration period, int burst) {
    return new FloodLimit(requests * 1e9 / period.toNanos(), burst, Duration.ofSeconds(1), 2);
  }

  public FloodLimit waitingAtLeast(Duration wait) {
    return new FloodLimit(perSecond, burst, wait, escalation);
  }
}
