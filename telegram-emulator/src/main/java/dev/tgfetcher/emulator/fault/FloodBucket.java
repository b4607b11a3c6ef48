package dev.tgfetcher.emulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A token bucket with a temper, as Telegram's: a request without a token is refused with a wait,
 * and each further one during that wait makes the next wait longer.
 */
public final class FloodBucket {
  private final InstantSource clock;
  private FloodLimit limit;
  private double tokens;
  private double offered;
  private Instant filledAt;
  private Instant closedUntil = Instant.MIN;
  private double escalation = 1;
  private long granted;
  private long refused;

  FloodBucket(FloodLimit limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
    this.tokens = limit.burst();
    this.filledAt = clock.instant();
  }

  /** Takes a token: zero when there was one, else how long to stay away, in whole seconds. */
  synchronized Duration take() {
    Instant now = clock.instant();
    fill(now);
    boolean open = !now.isBefore(closedUntil);
    if (open && tokens >= 1) {
      tokens--;
      granted++;
      escalation = Math.max(1, escalation / limit.escalation());
      return Duration.ZERO;
    }
    refused++;
    return refuse(now, open);
  }

  /** Changes what is granted from now on. */
  public synchronized void limit(FloodLimit newLimit) {
    fill(clock.instant());
    limit = newLimit;
    tokens = Math.min(tokens, newLimit.burst());
  }

  public synchronized long granted() {
    return granted;
  }

  public synchronized long refused() {
    return refused;
  }

  /**
   * The share of what was granted that was used: what has flowed into the bucket, without what lay
   * in it at first.
   */
  public synchronized double used() {
    fill(clock.instant());
    return granted / offered;
  }

  private Duration refuse(Instant now, boolean first) {
    if (first) {
      Duration untilNextToken = Duration.ofMillis((long) (1000 * (1 - tokens) / limit.perSecond()));
      Duration shortest = limit.shortestWait();
      Duration wait = untilNextToken.compareTo(shortest) > 0 ? untilNextToken : shortest;
      closedUntil = now.plusMillis((long) (wait.toMillis() * escalation));
    }
    escalation *= limit.escalation();
    long millis = Duration.between(now, closedUntil).toMillis();
    return Duration.ofSeconds(Math.max(1, (millis + 999) / 1000));
  }

  private void fill(Instant now) {
    double fresh = Duration.between(filledAt, now).toNanos() / 1e9 * limit.perSecond();
    filledAt = now;
    offered += fresh;
    tokens = Math.min(limit.burst(), tokens + fresh);
  }
}
