package dev.tgfetcher.cli.deadletter;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many steps in a time, as an operator writes it: {@code 5/s}, {@code 100/m}, {@code 30/60s}.
 */
public record Rate(int steps, Duration period) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,4})?(s|m|h)");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException in words for an operator
   */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no rate; write it like 5/s, 100/m or 30/60s");
    }
    long units = matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2));
    Duration unit =
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return new Rate(Integer.parseInt(matcher.group(1)), unit.multipliedBy(units));
  }

  /** The time between two steps. */
  public Duration interval() {
    return period.dividedBy(steps);
  }

  @Override
  public String toString() {
    return steps + "/" + period.toSeconds() + "s";
  }
}
