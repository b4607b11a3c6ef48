package dev.tgfetcher.schema.message;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

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
