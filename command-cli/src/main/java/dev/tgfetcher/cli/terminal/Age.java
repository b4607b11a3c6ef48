package dev.tgfetcher.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** Formats an age in its largest whole unit: {@code 40s}, {@code 12m}, {@code 3d}. */
public final class Age {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Age() {}

  /** Returns {@code 0s} for a time in the future, which a wrong clock may give. */
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
