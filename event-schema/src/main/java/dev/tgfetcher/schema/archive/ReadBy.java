package dev.tgfetcher.schema.archive;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The way a day was read. */
public enum ReadBy {
  /** Every id of a range was requested. */
  IDS,
  /** The chat's history was paged through. */
  HISTORY;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
