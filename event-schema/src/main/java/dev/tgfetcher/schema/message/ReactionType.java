package dev.tgfetcher.schema.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The kind of a reaction. */
public enum ReactionType {
  EMOJI,
  CUSTOM_EMOJI,
  PAID;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
