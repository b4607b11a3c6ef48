package dev.tgfetcher.cli.option;

import java.time.Instant;

/**
 * A time.
 *
 * @param since nothing older
 * @param until nothing newer
 */
public record Period(Instant since, Instant until) {
  public boolean includes(Instant moment) {
    return !moment.isBefore(since) && !moment.isAfter(until);
  }
}
