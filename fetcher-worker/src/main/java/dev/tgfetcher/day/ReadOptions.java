package dev.tgfetcher.day;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How to read a window.
 *
 * @param limit how many messages to read, without comments; null for all
 * @param reactors whether to request who reacted
 * @param cutOff when the reading starts: later comments are left out, and a day that is not over by
 *     then is incomplete
 */
public record ReadOptions(@Nullable Integer limit, boolean reactors, Instant cutOff) {

  public ReadOptions {
    requireNonNull(cutOff, "cutOff");
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }

  ReadOptions withCutOff(Instant time) {
    return new ReadOptions(limit, reactors, time);
  }
}
