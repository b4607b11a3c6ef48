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

/** How the budgets of this worker's accounts stood last; of several accounts the worst. */
final class RateLimitGauges implements Consumer<List<RateLimitState>> {
  private final MultiGauge hold;
  private final MultiGauge use;

  RateLimitGauges(MeterRegistry registry) {
    this.hold =
        MultiGauge.builder("tgf.flood.hold")
            .description("How long Telegram still wants to be left alone")
            .baseUnit("seconds")
            .register(registry);
    this.use =
        MultiGauge.builder("tgf.limit.use")
            .description("Permits of the last minute, of those that the rate now allows in one")
            .baseUnit("ratio")
            .register(registry);
  }

  /** None takes the series away. */
  @Override
  public void accept(List<RateLimitState> states) {
    hold.register(rows(states, state -> state.heldFor().toMillis() / 1000.0), true);
    use.register(rows(states, RateLimitGauges::use), true);
  }

  /** The slowest rates allow one request in several minutes, and that one is no overuse. */
  private static double use(RateLimitState state) {
    double allowed = state.rate().perSecond() * 60 * state.share();
    return state.usedLastMinute() / Math.max(1, allowed);
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
