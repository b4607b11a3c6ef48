package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** Why a command failed: the closed list that events, dead letters and metrics share. */
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

  /** The word in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
