package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of requests per period, evenly spaced: {@code 20/s}, {@code 30/60s}, {@code 10/5m},
 * {@code 100/h}.
 */
public record Rate(int requests, Duration period) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,6})\\s*/\\s*(\\d{0,6})\\s*(s|m|h)", Pattern.CASE_INSENSITIVE);

  private static final Duration LONGEST = Duration.ofDays(1);

  public Rate {
    if (requests < 1) {
      throw new IllegalArgumentException("a rate needs at least one request: " + requests);
    }
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a rate needs a period from 1s to 24h: " + period);
    }
  }

  /**
   * Parses a rate.
   *
   * @throws IllegalArgumentException if the text is not a rate; the message shows valid ones
   */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a rate; write requests per period, like 20/s, 30/60s or 10/5m");
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

  /** Returns the time between two requests in microseconds. */
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
