package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.WorkerRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when dead letters pile up, once each time their number doubles: they are never trimmed, and
 * Redis keeps them in memory.
 */
public final class DeadLetterWatch implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(DeadLetterWatch.class);

  private final WorkerRegistry fleet;
  private final int highWater;
  private long warnAt;

  /**
   * Watches.
   *
   * @param highWater so many want a person's look
   */
  public DeadLetterWatch(WorkerRegistry fleet, int highWater) {
    this.fleet = fleet;
    this.highWater = highWater;
    this.warnAt = highWater;
  }

  @Override
  public String name() {
    return "dead-letter-watch";
  }

  @Override
  public void runOnce() {
    int letters = fleet.deadLetters();
    if (letters < highWater) {
      warnAt = highWater;
    } else if (letters >= warnAt) {
      log.warn("{} dead letters wait for somebody to replay or purge them", letters);
      warnAt = 2L * letters;
    }
  }
}
