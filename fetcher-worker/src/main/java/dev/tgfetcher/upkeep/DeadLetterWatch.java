package dev.tgfetcher.upkeep;

import dev.tgfetcher.queue.QueueCounter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when dead letters pile up, once each time their number doubles. The list of dead letters is
 * never trimmed, and Redis keeps it in memory.
 */
public final class DeadLetterWatch implements Role {
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(DeadLetterWatch.class);

  private final QueueCounter counter;
  private final int highWater;
  private long warnAt;

  /** Warns from {@code highWater} dead letters on. */
  public DeadLetterWatch(QueueCounter counter, int highWater) {
    this.counter = counter;
    this.highWater = highWater;
    this.warnAt = highWater;
  }

  @Override
  public String name() {
    return "dead-letter-watch";
  }

  @Override
  public void runOnce() {
    int letters = counter.deadLetters();
    if (letters < highWater) {
      warnAt = highWater;
    } else if (letters >= warnAt) {
      log.warn(
          "{} dead letters pile up; replay them with 'tg-fetcher dlq replay', or purge them",
          letters);
      warnAt = 2L * letters;
    }
  }
}
