package dev.tgfetcher.cli.push;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The wait of deferred commands.
 *
 * @param commands number of commands that wait
 * @param reason of the command that goes on first
 * @param until the time at which the first command goes on
 */
public record TrackedWait(int commands, String reason, Instant until) {
  /** Formats the number of commands and the time. */
  String shortText() {
    return "%,d wait until %s".formatted(commands, until.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Formats the wait with its reason. */
  String text() {
    return shortText() + ": " + reason;
  }
}
