package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.DelayedCommands;
import java.time.Duration;

/** Moves due retries back to the queue. Every worker runs one; they share the retries. */
public final class RetryScheduler implements Role {
  public static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int BATCH = 100;

  private final DelayedCommands delayed;

  public RetryScheduler(DelayedCommands delayed) {
    this.delayed = delayed;
  }

  @Override
  public boolean usesRedisEveryRound() {
    return true;
  }

  @Override
  public String name() {
    return "retry-scheduler";
  }

  @Override
  public void runOnce() {
    while (delayed.promoteDue(BATCH) == BATCH) {
      // A full batch: more may be due.
    }
  }
}
