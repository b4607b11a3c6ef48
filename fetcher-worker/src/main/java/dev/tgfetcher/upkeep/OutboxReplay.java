package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.queue.Outbox;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.IndependentSteps;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sends to Redis the writes that wait on disk:
 *
 * <ol>
 *   <li>those that this worker made while Redis was away;
 *   <li>those that dead workers left on the same data directory.
 * </ol>
 */
public final class OutboxReplay implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private final LeaseWriter writer;
  private final Outbox outbox;
  private final WorkerRegistry workers;
  private final String workerId;

  public OutboxReplay(LeaseWriter writer, Outbox outbox, WorkerRegistry workers, String workerId) {
    this.writer = writer;
    this.outbox = outbox;
    this.workers = workers;
    this.workerId = workerId;
  }

  @Override
  public String name() {
    return "outbox-replay";
  }

  @Override
  public void runOnce() {
    outbox.identifyFleet();
    writer.replay();
    List<String> left = outbox.workers();
    if (!left.isEmpty()) {
      Set<String> living = workers.living(left);
      IndependentSteps.forEach(
          left.stream()
              .filter(worker -> worker.equals(workerId) || !living.contains(worker))
              .toList(),
          writer::replayLeftBy);
    }
  }
}
