package dev.tgfetcher.metrics;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RateLimitListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Times the waits of requests for their permits, and Telegram's flood waits. Every series exists
 * from the start, so that its first wait is an increase.
 */
final class RateLimitMetrics implements RateLimitListener {
  private final MeterRegistry registry;
  private final RequestCosts costs;

  RateLimitMetrics(MeterRegistry registry, RequestCosts costs) {
    this.registry = registry;
    this.costs = costs;
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
  public void sent(MethodClass method) {
    costs.sent(method);
  }

  @Override
  public void flooded(MethodClass method, Duration wait) {
    flood(method).record(wait);
  }

  private Timer permit(MethodClass method) {
    return timer(
        "tgf.limit.wait", "Time that requests wait for their permits", Buckets.REQUEST, method);
  }

  private Timer flood(MethodClass method) {
    return timer("tgf.flood.wait", "Flood waits that Telegram asked for", Buckets.FLOOD, method);
  }

  private Timer timer(String name, String description, Duration[] buckets, MethodClass method) {
    return Timer.builder(name)
        .description(description)
        .tag("method", method.wireName())
        .serviceLevelObjectives(buckets)
        .register(registry);
  }
}
