package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How to read a window.
 *
 * @param limit stop after so many messages, comments not counted; null for all
 * @param reactors whether to ask who reacted
 * @param cutOff when the reading starts: comments that are later are left out, and a day that is
 *     not over by then is not complete
 */
public record ReadOptions(@Nullable Integer limit, boolean reactors, Instant cutOff) {

  public ReadOptions {
    requireNonNull(cutOff, "cutOff");
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }
}
