package dev.tgfetcher.batch;

import dev.tgfetcher.config.MetricsConfig;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.limit.RateLimitListener;
import dev.tgfetcher.metrics.Metrics;
import dev.tgfetcher.metrics.PushedMetrics;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the metrics of a batch run and pushes them at its end, if there is a Pushgateway. */
public final class BatchMetrics implements AutoCloseable {
  /** The same for every run, so that the next run replaces the metrics of this one. */
  private static final String WORKER = "batch";

  private final Optional<URI> gateway;
  private final Consumer<String> onFailure;
  private final @Nullable Metrics metrics;

  /**
   * Creates metrics without values.
   *
   * @param onFailure gets the reason when the Pushgateway does not take the metrics
   */
  public BatchMetrics(MetricsConfig config, InstantSource clock, Consumer<String> onFailure) {
    this.gateway = config.pushgatewayUrl();
    this.onFailure = onFailure;
    this.metrics =
        gateway.isPresent()
            ? new Metrics(config.metricsMaxChats(), WorkerId.version(), WORKER, clock)
            : null;
  }

  public FetchListener fetches() {
    return metrics == null ? FetchListener.NONE : metrics.fetches();
  }

  public RateLimitListener limits() {
    return metrics == null ? RateLimitListener.NONE : metrics.limits();
  }

  @Override
  public void close() {
    if (metrics != null) {
      gateway.ifPresent(url -> new PushedMetrics(url, onFailure).push(metrics));
      metrics.close();
    }
  }
}
