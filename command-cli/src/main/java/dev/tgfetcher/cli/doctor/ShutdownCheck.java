package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.DurationText;
import java.time.Duration;

/** Checks that a worker has enough time to stop, and less than its supervisor allows. */
final class ShutdownCheck {
  private static final String CHECK = "shutdown";
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  /** Kubernetes kills after 30 s by default, and the stop itself takes a moment. */
  private static final Duration LONGEST = Duration.ofSeconds(27);

  private ShutdownCheck() {}

  static CheckResult of(Duration timeout) {
    String detail = "SHUTDOWN_TIMEOUT is " + DurationText.format(timeout);
    if (timeout.compareTo(SHORTEST) < 0) {
      return CheckResult.warned(
          CHECK, detail, "set 5s or more: in less time a worker drops the day that it reads");
    }
    return timeout.compareTo(LONGEST) <= 0
        ? CheckResult.passed(CHECK, detail)
        : CheckResult.warned(
            CHECK,
            detail,
            "make the supervisor wait longer: terminationGracePeriodSeconds, docker stop"
                + " -t, TimeoutStopSec");
  }
}
