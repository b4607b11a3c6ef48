package dev.tgfetcher.schema;

import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of chat an archive file came from. */
public enum SourceType {
  CHANNEL,
  SUPERGROUP,
  GROUP,
  CHAT;

  /** The word in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
