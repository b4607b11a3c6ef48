package dev.tgfetcher.emulator.fault;

import java.time.Duration;

/**
 * What Telegram grants an account for a method.
 *
 * @param perSecond how fast requests may come for long
 * @param burst how many may come at once after a rest
 * @param shortestWait the wait of a first refusal, at least
 * @param escalation by how much each refusal makes the next wait longer; 1 for not at all
 */
public record FloodLimit(double perSecond, int burst, Duration shortestWait, double escalation) {
  public FloodLimit {
    if (!(perSecond > 0) || burst < 1 || shortestWait.isNegative() || !(escalation >= 1)) {
      throw new IllegalArgumentException("no limit: " + perSecond + "/s, burst " + burst);
    }
  }

  /** So many requests in a period, evenly, with waits of a second and more that double. */
  public static FloodLimit of(int requests, Duration period, int burst) {
    return new FloodLimit(requests * 1e9 / period.toNanos(), burst, Duration.ofSeconds(1), 2);
  }

  public FloodLimit waitingAtLeast(Duration wait) {
    return new FloodLimit(perSecond, burst, wait, escalation);
  }

  public FloodLimit escalatingBy(double factor) {
    return new FloodLimit(perSecond, burst, shortestWait, factor);
  }
}
