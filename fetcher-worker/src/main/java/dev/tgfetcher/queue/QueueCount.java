package dev.tgfetcher.queue;

import dev.tgfetcher.schema.json.WireName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The number of the fleet's commands in one place.
 *
 * @param oldestAge since the first one in line was sent, first taken, or given up; null when the
 *     place is empty or the time is unknown
 */
public record QueueCount(Place place, long commands, @Nullable Duration oldestAge) {
  /** The places of a command. */
  public enum Place {
    PENDING,
    LOW,
    PROCESSING,
    DELAYED,
    PAUSED,
    FAILED;

    /** The word in metrics. */
    public String wireName() {
      return WireName.of(this);
    }
  }
}
