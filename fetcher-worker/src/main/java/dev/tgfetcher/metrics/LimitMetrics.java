package dev.tgfetcher.metrics;

import dev.tgfetcher.fetch.MethodClass;
import dev.tgfetcher.limit.LimitListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Times what requests wait, for the budget and because Telegram asks for it. */
final class LimitMetrics implements LimitListener {
  private final MeterRegistry registry;

  LimitMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void waited(MethodClass method, Duration wait) {
    record("tgf.limit.wait", "What a request waited for its permit", Buckets.REQUEST, method, wait);
  }

  @Override
  public void flooded(MethodClass method, Duration wait) {
    record("tgf.flood.wait", "What Telegram asked to wait", Buckets.FLOOD, method, wait);
  }

  private void record(
      String name, String description, Duration[] buckets, MethodClass method, Duration wait) {
    Timer.builder(name)
        .description(description)
        .tag("method", FetchMetrics.word(method))
        .serviceLevelObjectives(buckets)
        .register(registry)
        .record(wait);
  }
}
