package dev.tgfetcher.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The flood waits and the waiting requests at a moment. */
record ScannedWaits(Instant at, List<FleetStatus.Hold> holds, List<FleetStatus.Waiting> waiting) {
  private static final double MILLIS = 1_000;

  /** The same at a later time: shorter flood waits, without those that are over. */
  ScannedWaits asOf(Instant now) {
    double passed = Duration.between(at, now).toMillis() / MILLIS;
    List<FleetStatus.Hold> left =
        holds.stream()
            .map(
                hold ->
                    new FleetStatus.Hold(
                        hold.account(), hold.method(), hold.secondsLeft() - passed))
            .filter(hold -> hold.secondsLeft() > 0)
            .toList();
    return new ScannedWaits(now, left, waiting);
  }
}
