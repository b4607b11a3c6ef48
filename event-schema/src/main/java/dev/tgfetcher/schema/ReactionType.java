package dev.tgfetcher.schema;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a reaction is made of. */
public enum ReactionType {
  EMOJI,
  CUSTOM_EMOJI,
  PAID;

  /** The word in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
