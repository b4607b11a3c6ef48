package dev.tgfetcher.schema;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whom a forwarded message came from. */
public enum ForwardKind {
  USER,
  HIDDEN_USER,
  CHAT,
  CHANNEL,
  IMPORT;

  /** The word in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
