package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.DurationText;
import java.time.Duration;

/** Whether a stopping worker has the time that it needs, and its supervisor the patience. */
final class ShutdownCheck {
  private static final String CHECK = "shutdown";
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  /** Kubernetes kills after 30 s unless told otherwise, and stopping itself takes a moment. */
  private static final Duration LONGEST = Duration.ofSeconds(27);

  private ShutdownCheck() {}

  static CheckResult of(Duration timeout) {
    String detail = "SHUTDOWN_TIMEOUT is " + DurationText.format(timeout);
    if (timeout.compareTo(SHORTEST) < 0) {
      return CheckResult.warned(
          CHECK, detail, "give a worker 5s or more, or each stop costs the day it was reading");
    }
    return timeout.compareTo(LONGEST) <= 0
        ? CheckResult.passed(CHECK, detail)
        : CheckResult.warned(
            CHECK,
            detail,
            "let the supervisor wait longer than that: terminationGracePeriodSeconds, docker stop"
                + " -t, TimeoutStopSec");
  }
}
