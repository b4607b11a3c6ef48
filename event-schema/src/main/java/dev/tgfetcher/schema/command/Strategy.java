package dev.tgfetcher.schema.command;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;
import java.util.Optional;

/** How the days of a command are gone through. */
public enum Strategy {
  /** One pass by one worker; each day is a file and an event as soon as it is complete. */
  BATCH,
  /** One command a day, for any worker to take. */
  PER_DAY;

  /** The word in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }

  /** Reads today's words and the older ones. */
  public static Optional<Strategy> parse(String word) {
    return switch (word) {
      case "batch", "recent", "auto" -> Optional.of(BATCH);
      case "per_day", "sequential" -> Optional.of(PER_DAY);
      default -> Optional.empty();
    };
  }
}
