package dev.tgfetcher.queue;

import dev.tgfetcher.schema.json.WireName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many commands of the whole fleet are in one place.
 *
 * @param oldestAge since the first one in line was sent, or first taken, or given up; null when
 *     there is none, or it does not say
 */
public record QueueCount(Place place, long commands, @Nullable Duration oldestAge) {
  /** Where a command can be. */
  public enum Place {
    PENDING,
    PROCESSING,
    DELAYED,
    FAILED;

    /** The word in metrics. */
    public String wireName() {
      return WireName.of(this);
    }
  }
}
