package dev.tgfetcher.limit;

import java.time.Duration;

/**
 * How long a request waits for its permit before its command is deferred.
 *
 * @param ofHold the longest hold that a request waits for
 * @param ofLookup the longest wait, and the longest hold, before the look-up of a name. Other
 *     commands of the session may need no look-up
 */
public record Patience(Duration ofHold, Duration ofLookup) {
  /** A deferred command comes back no sooner than after one to three seconds. */
  private static final Duration LONGEST_OF_LOOKUP = Duration.ofSeconds(1);

  /** Longer than any flood wait of Telegram. */
  private static final Duration LONGEST = Duration.ofDays(30);

  /** Defers no command: for a run without a queue. */
  public static final Patience ENDLESS = new Patience(LONGEST, LONGEST);

  /** The patience of a worker. */
  public static Patience deferringAfter(Duration hold) {
    return new Patience(hold, hold.compareTo(LONGEST_OF_LOOKUP) < 0 ? hold : LONGEST_OF_LOOKUP);
  }

  /** The longest hold that a request of the class waits for. */
  Duration ofHold(MethodClass method) {
    return method == MethodClass.RESOLVE ? ofLookup : ofHold;
  }
}
