package dev.tgfetcher.metrics;

import dev.tgfetcher.queue.QueueCount;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Consumer;

/** The gauges of the fleet's queue, on the one worker that counts it. */
final class QueueGauges implements Consumer<List<QueueCount>> {
  private final MultiGauge commands;
  private final MultiGauge oldest;

  QueueGauges(MeterRegistry registry) {
    this.commands =
        MultiGauge.builder("tgf.queue.commands")
            .description("Commands of the whole fleet, from the worker that counts them")
            .register(registry);
    this.oldest =
        MultiGauge.builder("tgf.queue.oldest.age")
            .description("Time since the oldest command was sent, first leased, or dead-lettered")
            .baseUnit("seconds")
            .register(registry);
  }

  /** Shows these counts; an empty list removes the series. */
  @Override
  public void accept(List<QueueCount> counts) {
    commands.register(counts.stream().map(QueueGauges::size).toList(), true);
    oldest.register(counts.stream().map(QueueGauges::age).toList(), true);
  }

  private static MultiGauge.Row<Number> size(QueueCount count) {
    return MultiGauge.Row.of(state(count), count.commands());
  }

  /** Zero for an empty place; NaN for commands without a timestamp. */
  private static MultiGauge.Row<Number> age(QueueCount count) {
    double unknown = count.commands() == 0 ? 0 : Double.NaN;
    return MultiGauge.Row.of(
        state(count), count.oldestAge() == null ? unknown : (double) count.oldestAge().toSeconds());
  }

  private static Tags state(QueueCount count) {
    return Tags.of("state", count.place().wireName());
  }
}
