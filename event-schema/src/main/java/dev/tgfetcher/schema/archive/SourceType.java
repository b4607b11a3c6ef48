package dev.tgfetcher.schema.archive;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

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
