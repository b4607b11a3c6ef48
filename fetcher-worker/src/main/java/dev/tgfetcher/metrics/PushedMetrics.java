package dev.tgfetcher.metrics;

import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Pushes the metrics of a batch run to a Pushgateway, because a run ends before a scrape. They
 * replace those of the run before, which have the same job.
 */
public final class PushedMetrics {
  private static final String JOB = "tg_fetcher_batch";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI gateway;
  private final Consumer<String> onFailure;

  /**
   * Creates a pusher.
   *
   * @param onFailure receives a warning when the push fails
   */
  public PushedMetrics(URI gateway, Consumer<String> onFailure) {
    this.gateway = gateway;
    this.onFailure = onFailure;
  }

  /** Pushes the metrics. A failure does not fail the run. */
  public void push(Metrics metrics) {
    try {
      PushGateway.builder()
          .address(gateway.getAuthority())
          .scheme(Scheme.fromString(gateway.getScheme()))
          .format(Format.PROMETHEUS_TEXT)
          .job(JOB)
          .registry(metrics.prometheus())
          .connectionTimeout(TIMEOUT)
          .readTimeout(TIMEOUT)
          .build()
          .push();
    } catch (IOException | RuntimeException e) {
      onFailure.accept(
          "warning: PUSHGATEWAY_URL=%s does not accept the metrics: %s"
              .formatted(gateway, e.getMessage()));
    }
  }
}
