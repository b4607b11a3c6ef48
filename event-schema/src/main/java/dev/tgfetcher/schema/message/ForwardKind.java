package dev.tgfetcher.schema.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The kind of the origin of a forwarded message. */
public enum ForwardKind {
  USER,
  HIDDEN_USER,
  CHAT,
  CHANNEL,
  IMPORT;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
