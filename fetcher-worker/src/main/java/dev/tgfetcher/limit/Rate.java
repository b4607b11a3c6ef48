package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in a period, evenly: {@code 20/s}, {@code 30/60s}, {@code 10/5m}, {@code 100/h}.
 */
public record Rate(int requests, Duration period) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,6})\\s*/\\s*(\\d{0,6})\\s*(s|m|h)", Pattern.CASE_INSENSITIVE);

  private static final Duration LONGEST = Duration.ofDays(1);

  public Rate {
    if (requests < 1) {
      throw new IllegalArgumentException("a rate is at least one request in its period");
    }
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a rate's period is from 1s to 24h");
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the text is no rate; the message says which forms are
   */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no rate; write requests per period, like 20/s, 30/60s or 10/5m");
    }
    long amount = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
    Duration period =
        switch (matcher.group(3).toLowerCase(Locale.ROOT)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return new Rate(Integer.parseInt(matcher.group(1)), period);
  }

  /** From one request to the next, in microseconds. */
  public long intervalMicros() {
    return Math.max(1, period.toNanos() / 1000 / requests);
  }

  public double perSecond() {
    return 1e9 * requests / period.toNanos();
  }

  @Override
  public String toString() {
    return period.equals(Duration.ofSeconds(1))
        ? requests + "/s"
        : requests + "/" + period.toSeconds() + "s";
  }
}
