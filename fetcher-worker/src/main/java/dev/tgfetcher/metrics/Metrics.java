package dev.tgfetcher.metrics;

import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.limit.RateLimitListener;
import dev.tgfetcher.limit.RateLimitState;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.QueueCount;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All that one process measures. Labels are bounded: a date, a command's id or a user's never is
 * one, and of the chats the first so many alone.
 */
public final class Metrics implements AutoCloseable {
  /** What Prometheus reads. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final CommandMetrics commands;
  private final FetchMetrics fetches;
  private final RateLimitMetrics limits;
  private final QueueGauges queue;
  private final RateLimitGauges rateLimits;

  /**
   * Starts to measure.
   *
   * @param maxChats chats that keep their name as a label
   */
  public Metrics(int maxChats, String version, String workerId, InstantSource clock) {
    this.commands = new CommandMetrics(registry, clock);
    this.fetches = new FetchMetrics(registry, new ChatLabels(maxChats), clock);
    this.limits = new RateLimitMetrics(registry);
    this.queue = new QueueGauges(registry);
    this.rateLimits = new RateLimitGauges(registry);
    Gauge.builder("tgf.worker.info", () -> 1)
        .description("Always 1; who this is")
        .tag("version", version)
        .tag("worker_id", workerId)
        .register(registry);
    bindProcess();
  }

  private void bindProcess() {
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    Gauge.builder("process.resident.memory", ProcessMemory::resident)
        .description("Memory of the whole process, TDLib included")
        .baseUnit("bytes")
        .register(registry);
  }

  /** To be told of commands. */
  public CommandListener commands() {
    return commands;
  }

  /** To be told of requests and days. */
  public FetchListener fetches() {
    return fetches;
  }

  /** To be told of waits. */
  public RateLimitListener limits() {
    return limits;
  }

  /** To be told what the fleet's queue holds, or nothing when that is another worker's to tell. */
  public Consumer<List<QueueCount>> queueGauges() {
    return queue;
  }

  /** To be told how the budgets of this worker's accounts stand. */
  public Consumer<List<RateLimitState>> rateLimitGauges() {
    return rateLimits;
  }

  /**
   * Shows a circuit.
   *
   * @param state {@code closed} is 0, {@code half_open} 1, {@code open} 2
   */
  public void circuit(String target, Supplier<String> state) {
    Gauge.builder(
            "tgf.circuit.state", () -> List.of("closed", "half_open", "open").indexOf(state.get()))
        .description("0 closed, 1 half open, 2 open")
        .tag("target", target)
        .register(registry);
  }

  /** Shows how many sessions wait for somebody to log in again, as far as this worker sees. */
  public void quarantined(LongSupplier sessions) {
    Gauge.builder("tgf.sessions.quarantined", sessions::getAsLong)
        .description("Sessions that Telegram refused, and nobody takes before the next login")
        .register(registry);
  }

  /** Shows how many steps wait for Redis to come back. */
  public void outbox(LongSupplier waiting) {
    Gauge.builder("tgf.outbox.events", waiting::getAsLong)
        .description("What Redis has to know and could not be told yet")
        .register(registry);
  }

  /**
   * Counts failures that nothing but a fault of the program explains, after which a thread goes on.
   */
  public void threadFailures(String thread, LongSupplier failures) {
    FunctionCounter.builder("tgf.thread.failures", failures, LongSupplier::getAsLong)
        .description("Failures in a background thread, which went on")
        .tag("thread", thread)
        .register(registry);
  }

  /** What else measures by Micrometer in this process, such as the log's way to Loki, shows too. */
  public void showOthers() {
    io.micrometer.core.instrument.Metrics.addRegistry(registry);
  }

  PrometheusRegistry prometheus() {
    return registry.getPrometheusRegistry();
  }

  /** Everything, in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    io.micrometer.core.instrument.Metrics.removeRegistry(registry);
    garbageCollection.close();
    registry.close();
  }
}
