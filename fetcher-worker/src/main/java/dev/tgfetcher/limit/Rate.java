package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of requests per period, evenly spaced: {@code 20/s}, {@code 30/60s}, {@code 10/5m},
 * {@code 100/h}. A burst before it, as in {@code 10+1/60s}, permits that many requests at once;
 * each one is earned by the time of an unused permit.
 *
 * @param burst number of requests that may follow at once; 0 for none
 */
public record Rate(int requests, Duration period, int burst) {
  /** Unused permits of this time can be taken later, so that a late request costs nothing. */
  static final long SHORTEST_WINDOW_MICROS = 500_000;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,4})\\s*\\+\\s*)?(\\d{1,6})\\s*/\\s*(\\d{0,6})\\s*(s|m|h)",
          Pattern.CASE_INSENSITIVE);

  private static final Duration LONGEST = Duration.ofDays(1);

  public Rate {
    if (requests < 1) {
      throw new IllegalArgumentException("a rate needs at least one request: " + requests);
    }
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a rate needs a period from 1s to 24h: " + period);
    }
    if (burst < 0) {
      throw new IllegalArgumentException("a burst has 0 requests or more: " + burst);
    }
  }

  /** Creates a rate without a burst. */
  public Rate(int requests, Duration period) {
    this(requests, period, 0);
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
          "'"
              + text
              + "' is not a rate; write requests per period, like 20/s, 30/60s or 10/5m,"
              + " or with a burst before it, like 10+1/60s");
    }
    long amount = matcher.group(3).isEmpty() ? 1 : Long.parseLong(matcher.group(3));
    Duration period =
        switch (matcher.group(4).toLowerCase(Locale.ROOT)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    int burst = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    return new Rate(Integer.parseInt(matcher.group(2)), period, burst);
  }

  /** Returns the time between two requests in microseconds. */
  public long intervalMicros() {
    return Math.max(1, period.toNanos() / 1000 / requests);
  }

  /** Returns the time in microseconds whose unused permits can be taken later. */
  long windowMicros() {
    return Math.max(SHORTEST_WINDOW_MICROS, burst * intervalMicros());
  }

  public double perSecond() {
    return 1e9 * requests / period.toNanos();
  }

  @Override
  public String toString() {
    String rate =
        period.equals(Duration.ofSeconds(1))
            ? requests + "/s"
            : requests + "/" + period.toSeconds() + "s";
    return burst == 0 ? rate : burst + "+" + rate;
  }
}
