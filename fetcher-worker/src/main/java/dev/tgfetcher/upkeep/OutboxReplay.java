package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.WorkerRegistry;
import java.time.Duration;

/**
 * Tells Redis what had to wait for it:
 *
 * <ol>
 *   <li>what this worker finished while Redis was away;
 *   <li>what workers on the same data directory left, that died before they could tell.
 * </ol>
 */
public final class OutboxReplay implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private final LeaseWriter writer;
  private final Outbox outbox;
  private final WorkerRegistry fleet;
  private final String workerId;

  public OutboxReplay(LeaseWriter writer, Outbox outbox, WorkerRegistry fleet, String workerId) {
    this.writer = writer;
    this.outbox = outbox;
    this.fleet = fleet;
    this.workerId = workerId;
  }

  @Override
  public String name() {
    return "outbox-replay";
  }

  @Override
  public void runOnce() {
    writer.replay();
    for (String worker : outbox.workers()) {
      if (worker.equals(workerId) || !fleet.lives(worker)) {
        writer.replayOf(worker);
      }
    }
  }
}
