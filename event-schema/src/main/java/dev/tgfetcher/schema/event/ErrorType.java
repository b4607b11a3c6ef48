package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The reasons of a failure. Events, dead letters and metrics share this closed list. */
public enum ErrorType {
  INVALID_COMMAND,
  CHAT_NOT_FOUND,
  ACCESS_DENIED,
  AUTH,
  RATE_LIMIT,
  NETWORK,
  TELEGRAM,
  STORAGE,
  INTERRUPTED,
  INTERNAL;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
