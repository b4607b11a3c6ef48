package dev.tgfetcher.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The text form of durations in settings: {@code 500ms}, {@code 25s}, {@code 10m}, {@code 2h},
 * {@code 1d}, {@code 1w}, or several in one, {@code 1h30m}.
 */
public final class DurationText {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d|w)\\s*");
  private static final Pattern FORM = Pattern.compile("(?:" + PART + ")+");

  private DurationText() {}

  /**
   * Parses a duration.
   *
   * @throws IllegalArgumentException if the text is not a duration; the message shows valid ones
   */
  public static Duration parse(String text) {
    String parts = text.strip().toLowerCase(Locale.ROOT);
    if (!FORM.matcher(parts).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration; write it like 500ms, 25s, 10m, 2h or 1d");
    }
    return PART.matcher(parts)
        .results()
        .map(DurationText::duration)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration duration(MatchResult part) {
    long amount = Long.parseLong(part.group(1));
    return switch (part.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "w" -> Duration.ofDays(7 * amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** Formats a duration in its largest whole unit: {@code 90s}, {@code 2m}. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes % 60 != 0) {
      return minutes + "m";
    }
    long hours = minutes / 60;
    return hours % 24 == 0 ? hours / 24 + "d" : hours + "h";
  }
}
