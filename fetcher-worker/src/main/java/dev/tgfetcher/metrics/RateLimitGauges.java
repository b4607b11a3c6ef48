package dev.tgfetcher.metrics;

import dev.tgfetcher.limit.RateLimitState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The gauges of the rate limits of this worker's accounts: the worst value of all accounts. */
final class RateLimitGauges implements Consumer<List<RateLimitState>> {
  private final MultiGauge hold;
  private final MultiGauge use;

  RateLimitGauges(MeterRegistry registry) {
    this.hold =
        MultiGauge.builder("tgf.flood.hold")
            .description("Time until the flood hold ends")
            .baseUnit("seconds")
            .register(registry);
    this.use =
        MultiGauge.builder("tgf.limit.use")
            .description("Permits of the last minute as a share of those that the rate allows")
            .baseUnit("ratio")
            .register(registry);
  }

  /** Shows these states; an empty list removes the series. */
  @Override
  public void accept(List<RateLimitState> states) {
    hold.register(rows(states, state -> state.heldFor().toMillis() / 1000.0), true);
    use.register(rows(states, RateLimitGauges::use), true);
  }

  /** At least one permit and a burst are allowed: the lowest rates have one in several minutes. */
  private static double use(RateLimitState state) {
    double allowed = state.rate().perSecond() * 60 * state.share();
    return state.usedLastMinute() / (Math.max(1, allowed) + state.rate().burst());
  }

  private static List<MultiGauge.Row<Number>> rows(
      List<RateLimitState> states, ToDoubleFunction<RateLimitState> value) {
    Map<String, Double> worst = new TreeMap<>();
    for (RateLimitState state : states) {
      worst.merge(state.method().wireName(), value.applyAsDouble(state), Double::max);
    }
    return worst.entrySet().stream()
        .map(
            entry ->
                MultiGauge.Row.of(Tags.of("method", entry.getKey()), (Number) entry.getValue()))
        .toList();
  }
}
