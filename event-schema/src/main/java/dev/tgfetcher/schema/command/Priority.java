package dev.tgfetcher.schema.command;

import dev.tgfetcher.schema.json.WireName;
import java.util.Arrays;
import java.util.Optional;

/** The order of commands: while both kinds wait, most of those that run are normal ones. */
public enum Priority {
  NORMAL,
  /** For backfills. It waits in a list of its own. */
  LOW;

  /** The value in JSON. */
  public String wireName() {
    return WireName.of(this);
  }

  static Optional<Priority> parse(String word) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(word)).findFirst();
  }
}
