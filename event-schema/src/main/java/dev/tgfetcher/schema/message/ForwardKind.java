package dev.tgfetcher.schema.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

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
