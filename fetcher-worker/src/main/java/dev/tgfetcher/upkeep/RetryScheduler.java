package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.WorkerRegistry;
import java.time.Duration;

/** Moves retries that are due back to the queue; any worker may. */
public final class RetryScheduler implements Role {
  public static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int BATCH = 100;

  private final WorkerRegistry fleet;

  public RetryScheduler(WorkerRegistry fleet) {
    this.fleet = fleet;
  }

  @Override
  public boolean hearsFromRedis() {
    return true;
  }

  @Override
  public String name() {
    return "retry-scheduler";
  }

  @Override
  public void runOnce() {
    while (fleet.promoteDue(BATCH) == BATCH) {
      // A full batch: more may be due.
    }
  }
}
