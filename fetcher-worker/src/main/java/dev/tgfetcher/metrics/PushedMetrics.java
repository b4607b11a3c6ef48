package dev.tgfetcher.metrics;

import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves what a run has measured with a Pushgateway, for a run has ended before anybody scrapes it.
 * It is grouped by the job and takes the place of what the run before left.
 */
public final class PushedMetrics {
  private static final Logger log = LoggerFactory.getLogger(PushedMetrics.class);
  private static final String JOB = "tg_fetcher_batch";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI gateway;

  public PushedMetrics(URI gateway) {
    this.gateway = gateway;
  }

  /** Pushes; a run does not fail because nobody is told how it went. */
  public void push(Metrics metrics) {
    try {
      PushGateway.builder()
          .address(gateway.getAuthority())
          .scheme(Scheme.fromString(gateway.getScheme()))
          .format(Format.PROMETHEUS_TEXT)
          .job(JOB)
          .registry(metrics.prometheus())
          .connectionTimeout(PATIENCE)
          .readTimeout(PATIENCE)
          .build()
          .push();
    } catch (IOException | RuntimeException e) {
      log.warn("The Pushgateway at {} does not take the metrics: {}", gateway, e.toString());
    }
  }
}
