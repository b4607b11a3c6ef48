package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The reason why a day was skipped. */
public enum SkipReason {
  ALREADY_COMPLETE,
  DUPLICATE;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
