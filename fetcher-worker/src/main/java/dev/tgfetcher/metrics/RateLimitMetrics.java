package dev.tgfetcher.metrics;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RateLimitListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Times what requests wait, for the budget and because Telegram asks for it. Every series exists
 * from the start, or the first wait of each would be no increase.
 */
final class RateLimitMetrics implements RateLimitListener {
  private final MeterRegistry registry;

  RateLimitMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (MethodClass method : MethodClass.limited()) {
      permit(method);
      flood(method);
    }
  }

  @Override
  public void waited(MethodClass method, Duration wait) {
    permit(method).record(wait);
  }

  @Override
  public void flooded(MethodClass method, Duration wait) {
    flood(method).record(wait);
  }

  private Timer permit(MethodClass method) {
    return timer("tgf.limit.wait", "What a request waited for its permit", Buckets.REQUEST, method);
  }

  private Timer flood(MethodClass method) {
    return timer("tgf.flood.wait", "What Telegram asked to wait", Buckets.FLOOD, method);
  }

  private Timer timer(String name, String description, Duration[] buckets, MethodClass method) {
    return Timer.builder(name)
        .description(description)
        .tag("method", method.wireName())
        .serviceLevelObjectives(buckets)
        .register(registry);
  }
}
