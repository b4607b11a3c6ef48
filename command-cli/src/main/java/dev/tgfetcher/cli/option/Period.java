package dev.tgfetcher.cli.option;

import java.time.Instant;

/**
 * A period of time.
 *
 * @param since its start, inclusive
 * @param until its end, inclusive
 */
public record Period(Instant since, Instant until) {
  public boolean includes(Instant time) {
    return !time.isBefore(since) && !time.isAfter(until);
  }
}
