package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** How a command ended. */
public enum CommandOutcome {
  /** Each of its days is fetched or skipped. */
  DONE,
  /** The command is a dead letter, or one of its parts is. */
  DEAD_LETTERED,
  /** An operator cancelled the command, or one of its parts. */
  CANCELLED;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
