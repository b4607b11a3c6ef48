package dev.tgfetcher.schema.command;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;
import java.util.Optional;

/** The way in which workers process the days of a command. */
public enum Strategy {
  /**
   * One worker reads all days in one pass. It writes a file and publishes an event for each day.
   */
  BATCH,
  /** A worker pushes one command for each day, and any worker takes it. */
  PER_DAY;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }

  /** Parses a current or an older value. */
  public static Optional<Strategy> parse(String word) {
    return switch (word) {
      case "batch", "recent", "auto" -> Optional.of(BATCH);
      case "per_day", "sequential" -> Optional.of(PER_DAY);
      default -> Optional.empty();
    };
  }
}
