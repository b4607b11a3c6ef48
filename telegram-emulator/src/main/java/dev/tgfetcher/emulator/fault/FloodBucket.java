package dev.tgfetcher.emulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A token bucket with penalties, like Telegram's. A request without a token is refused with a wait.
 * Each further request during that wait makes the next wait longer.
 */
public final class FloodBucket {
  private final InstantSource clock;
  private FloodLimit limit;
  private double tokens;
  private double refilled;
  private Instant filledAt;
  private Instant waitUntil = Instant.MIN;
  private double escalation = 1;
  private long granted;
  private long refused;

  FloodBucket(FloodLimit limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
    this.tokens = limit.burst();
    this.filledAt = clock.instant();
  }

  /** Takes a token. Returns zero if there was one, else the wait in whole seconds. */
  synchronized Duration take() {
    Instant now = clock.instant();
    fill(now);
    boolean waitIsOver = !now.isBefore(waitUntil);
    if (waitIsOver && tokens >= 1) {
      tokens--;
      granted++;
      escalation = Math.max(1, escalation / limit.escalation());
      return Duration.ZERO;
    }
    refused++;
    return refuse(now, waitIsOver);
  }

  synchronized void changeLimit(FloodLimit newLimit) {
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

  /** The granted requests as a share of the tokens that came in, without the first burst. */
  public synchronized double usage() {
    fill(clock.instant());
    return granted / refilled;
  }

  private Duration refuse(Instant now, boolean isFirst) {
    if (isFirst) {
      Duration untilNextToken = Duration.ofMillis((long) (1000 * (1 - tokens) / limit.perSecond()));
      Duration shortest = limit.shortestWait();
      Duration wait = untilNextToken.compareTo(shortest) > 0 ? untilNextToken : shortest;
      waitUntil = now.plusMillis((long) (wait.toMillis() * escalation));
    }
    escalation *= limit.escalation();
    long millis = Duration.between(now, waitUntil).toMillis();
    return Duration.ofSeconds(Math.max(1, (millis + 999) / 1000));
  }

  private void fill(Instant now) {
    double added = Duration.between(filledAt, now).toNanos() / 1e9 * limit.perSecond();
    filledAt = now;
    refilled += added;
    tokens = Math.min(limit.burst(), tokens + added);
  }
}
