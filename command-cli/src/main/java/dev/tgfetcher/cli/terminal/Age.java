package dev.tgfetcher.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/**
 * How long ago something was, in the largest unit that it fills: {@code 40s}, {@code 12m}, {@code
 * 3d}.
 */
public final class Age {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Age() {}

  /** What lies in the future, by a clock that goes wrong, is of no age. */
  public static String of(Instant then, Instant now) {
    return ofSeconds(Math.max(0, Duration.between(then, now).toSeconds()));
  }

  public static String ofSeconds(long seconds) {
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + "m";
    }
    return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
  }
}
