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

/** Measures a batch run, if there is a Pushgateway to leave it with, and does so at the end. */
public final class BatchMetrics implements AutoCloseable {
  /** Of a job, not of a process: the next run takes the place of this one. */
  private static final String WORKER = "batch";

  private final Optional<URI> gateway;
  private final Consumer<String> trouble;
  private final @Nullable Metrics metrics;

  /**
   * Has measured nothing yet.
   *
   * @param trouble told when the Pushgateway does not take what was measured
   */
  public BatchMetrics(MetricsConfig config, InstantSource clock, Consumer<String> trouble) {
    this.gateway = config.pushgatewayUrl();
    this.trouble = trouble;
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
      gateway.ifPresent(url -> new PushedMetrics(url, trouble).push(metrics));
      metrics.close();
    }
  }
}
