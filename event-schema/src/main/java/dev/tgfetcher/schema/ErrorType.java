package dev.tgfetcher.schema;

import com.fasterxml.jackson.annotation.JsonValue;

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
