package dev.tgfetcher.schema.archive;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.WireName;

/** The kind of the chat of an archive file. */
public enum SourceType {
  CHANNEL,
  SUPERGROUP,
  GROUP,
  CHAT,
  /** In files of version 1.0 only. */
  UNKNOWN;

  /** The value in JSON. */
  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }
}
