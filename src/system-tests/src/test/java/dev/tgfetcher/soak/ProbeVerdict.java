package dev.tgfetcher.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges the answers of a worker's probes by what an observer knows of Redis. */
record ProbeVerdict(Outages outages) {
  /** ARCHITECTURE and the rules for alerts say 15 s. A busy machine gets the same time again. */
  static final Duration DETECTION = Duration.ofSeconds(30);

  /**
   * The longest time from the end of an outage to that of its consequences: a lock of a session
   * lives for 15 s, Sentinel needs up to 10 s for another failover, and a busy machine gets the
   * rest.
   */
  static final Duration RECOVERY = Duration.ofSeconds(60);

  /** The status of a probe that nobody answered. */
  static final int NO_ANSWER = -1;

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** The pages that probes ask for. */
  enum Page {
    LIVE("/health/live"),
    READY("/health/ready"),
    HEALTH("/health");

    final String path;

    Page(String path) {
      this.path = path;
    }
  }

  /**
   * Judges one answer.
   *
   * @param asked before the request
   * @param answered after the response
   * @return what is wrong, if anything is
   */
  Optional<String> judge(Page page, int status, Instant asked, Instant answered) {
    if (status != OK && status != UNAVAILABLE) {
      return Optional.of(status == NO_ANSWER ? "no answer" : "status " + status);
    }
    if (page == Page.LIVE) {
      return status == OK ? Optional.empty() : Optional.of("a working worker is not live");
    }
    if (status == UNAVAILABLE) {
      return outages.touches(asked, answered, RECOVERY)
          ? Optional.empty()
          : Optional.of("down without an outage");
    }
    boolean told =
        outages.all().stream().noneMatch(o -> o.covers(asked.minus(DETECTION), answered));
    return told ? Optional.empty() : Optional.of("up in an outage that lasts for 30 s");
  }
}
