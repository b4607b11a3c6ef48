package dev.tgfetcher.upkeep;

import dev.tgfetcher.fetch.RedisDuplicateMarks;
import java.time.Duration;

/** Renews the duplicate markers of commands that run longer than a marker lives. */
public final class MarkRenewal implements Role {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final RedisDuplicateMarks duplicates;

  public MarkRenewal(RedisDuplicateMarks duplicates) {
    this.duplicates = duplicates;
  }

  /** A third of a marker's life, between 100 ms and one minute. */
  public static Duration interval(Duration timeToLive) {
    Duration third = timeToLive.dividedBy(3);
    return third.compareTo(LONGEST) > 0
        ? LONGEST
        : third.compareTo(SHORTEST) < 0 ? SHORTEST : third;
  }

  @Override
  public String name() {
    return "mark-renewal";
  }

  @Override
  public void runOnce() {
    duplicates.renew();
  }
}
