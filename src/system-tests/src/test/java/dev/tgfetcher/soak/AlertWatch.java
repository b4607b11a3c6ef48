package dev.tgfetcher.soak;

import dev.tgfetcher.operations.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A real Prometheus with the shipped rules. An alert that fires without an outage is wrong, and so
 * is a long outage without its alert.
 */
final class AlertWatch implements AutoCloseable {
  private static final String OF_OUTAGES = "TgFetcherRedisUnreachable";

  /** The rule says two minutes. A busy machine gets a quarter of that. */
  private static final Duration FIRES_AFTER = Duration.ofSeconds(140);

  /** An alert stays until every worker has used Redis again, and Prometheus has seen that. */
  private static final Duration ENDS_AFTER = Duration.ofSeconds(90);

  private final PrometheusServer prometheus;
  private final Outages outages;
  private final Findings findings;
  private final Set<String> reported = new TreeSet<>();
  private volatile Instant lastFired = Instant.EPOCH;
  private int looks;

  AlertWatch(Path folder, List<String> targets, Outages outages, Findings findings) {
    this.prometheus = PrometheusServer.start(folder, targets);
    this.outages = outages;
    this.findings = findings;
  }

  /** Looks at the alerts that fire now. */
  void look() {
    Instant now = Instant.now();
    Set<String> firing =
        prometheus.query("ALERTS{alertstate=\"firing\"}").stream()
            .map(series -> series.at("/metric/alertname").asString())
            .collect(Collectors.toCollection(TreeSet::new));
    looks++;
    if (firing.contains(OF_OUTAGES)) {
      lastFired = now;
    }
    boolean outage = outages.touches(now, now, ENDS_AFTER);
    firing.stream()
        .filter(alert -> !(alert.equals(OF_OUTAGES) && outage))
        .filter(reported::add)
        .forEach(alert -> findings.add(alert + " fires without a reason"));
  }

  /** Reports the last outage if it was long and its alert has not fired. */
  void checkLastOutage() {
    List<Outages.Outage> all = outages.all();
    Outages.Outage last = all.get(all.size() - 1);
    if (last.length().compareTo(FIRES_AFTER) > 0 && lastFired.isBefore(last.from())) {
      findings.add(OF_OUTAGES + " has not fired in an outage of " + last.length());
    }
  }

  int looks() {
    return looks;
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
