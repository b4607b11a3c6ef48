package dev.tgfetcher.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The outages of Redis as an observer beside the workers has seen them. */
final class Outages {
  /** An outage; its end is the latest observation while it lasts. */
  record Outage(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }

    /** Whether it lasts for the whole of a period. */
    boolean covers(Instant begin, Instant end) {
      return !from.isAfter(begin) && !to.isBefore(end);
    }

    /** The part of a period for which the outage, or the time after it, lasts. */
    private Duration within(Instant begin, Instant end, Duration recovery) {
      Instant first = from.isAfter(begin) ? from : begin;
      Instant recovered = to.plus(recovery);
      Instant last = recovered.isBefore(end) ? recovered : end;
      return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
    }
  }

  /** The observer knows of an outage at the latest after this time. */
  private static final Duration HINDSIGHT = Duration.ofSeconds(12);

  private final List<Outage> outages = new ArrayList<>();
  private boolean down;

  /**
   * Records an observation.
   *
   * @param asked when Redis was asked; an outage begins then
   * @param answered when it had answered, or had not; an outage ends then
   */
  synchronized void observe(boolean up, Instant asked, Instant answered) {
    if (down) {
      Outage last = outages.remove(outages.size() - 1);
      outages.add(new Outage(last.from(), answered));
    } else if (!up) {
      outages.add(new Outage(asked, answered));
    }
    down = !up;
  }

  synchronized boolean isDown() {
    return down;
  }

  synchronized List<Outage> all() {
    return List.copyOf(outages);
  }

  /** Whether any outage touched a period, or ended less than {@code recovery} before it. */
  boolean touches(Instant begin, Instant end, Duration recovery) {
    return all().stream()
        .anyMatch(
            outage -> !outage.from().isAfter(end) && !outage.to().plus(recovery).isBefore(begin));
  }

  /**
   * Whether an outage explains what went wrong in a period that has just ended. A worker may learn
   * of an outage before the observer does, so this waits for the observer before it says no.
   */
  boolean explain(Instant begin, Instant end) throws InterruptedException {
    if (touches(begin, end, ProbeVerdict.RECOVERY)) {
      return true;
    }
    TimeUnit.NANOSECONDS.sleep(HINDSIGHT.toNanos());
    return touches(begin, end, ProbeVerdict.RECOVERY);
  }

  /** The time of a period that outages take, each with {@code recovery} after its end. */
  Duration within(Instant begin, Instant end, Duration recovery) {
    return all().stream()
        .map(outage -> outage.within(begin, end, recovery))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
