package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The reason why a day was skipped. */
public enum SkipReason {
  ALREADY_COMPLETE,
  DUPLICATE,

  /** A forced command has read the day again, and its file has this content already. */
  UNCHANGED;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
