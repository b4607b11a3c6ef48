package dev.tgfetcher.metrics;

import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Leaves what a run has measured with a Pushgateway, for a run has ended before anybody scrapes it.
 * It is grouped by the job and takes the place of what the run before left.
 */
public final class PushedMetrics {
  private static final String JOB = "tg_fetcher_batch";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI gateway;
  private final Consumer<String> trouble;

  /**
   * Pushes nothing yet.
   *
   * @param trouble told when the Pushgateway does not take something
   */
  public PushedMetrics(URI gateway, Consumer<String> trouble) {
    this.gateway = gateway;
    this.trouble = trouble;
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
      trouble.accept(
          "warning: PUSHGATEWAY_URL=%s does not take the metrics: %s"
              .formatted(gateway, e.getMessage()));
    }
  }
}
