package dev.tgfetcher.upkeep;

import dev.tgfetcher.fetch.RedisDuplicateMarks;
import java.time.Duration;

/** Renews the duplicate markers of commands that run longer than a marker lives. */
public record MarkRenewal(RedisDuplicateMarks duplicates) implements Role {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** Several times in a marker's life. */
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
