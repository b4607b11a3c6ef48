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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one process. Labels are bounded: no label is a date or the id of a command or a
 * user, and only a limited number of chats have their own.
 */
public final class Metrics implements AutoCloseable {
  /** The content type of Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final RequestCosts costs = new RequestCosts(registry);
  private final CommandMetrics commands;
  private final FetchMetrics fetches;
  private final RateLimitMetrics limits;
  private final QueueGauges queue;
  private final RateLimitGauges rateLimits;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private volatile Set<String> frozen = Set.of();

  /**
   * Registers the metrics.
   *
   * @param maxChats number of chats with a label of their name
   */
  public Metrics(int maxChats, String version, String workerId, InstantSource clock) {
    this.commands = new CommandMetrics(registry, clock);
    this.fetches = new FetchMetrics(registry, new ChatLabels(maxChats), clock, costs);
    this.limits = new RateLimitMetrics(registry, costs);
    this.queue = new QueueGauges(registry);
    this.rateLimits = new RateLimitGauges(registry);
    Gauge.builder("tgf.worker.info", () -> 1)
        .description("Always 1; its labels identify the worker")
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
        .description("Memory of the whole process, including TDLib")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Returns the listener that counts commands. */
  public CommandListener commands() {
    return commands;
  }

  /** Returns the listener that counts requests and days. */
  public FetchListener fetches() {
    return fetches;
  }

  /** Returns the listener that counts requests on their way, and times their waits. */
  public RateLimitListener limits() {
    return limits;
  }

  /** Returns the requests of this process, with the messages and days that came of them. */
  public RequestTotals requestTotals() {
    return costs.totals();
  }

  /** Returns the gauges of the fleet's queue; an empty list means that another worker shows it. */
  public Consumer<List<QueueCount>> queueGauges() {
    return queue;
  }

  /** Returns the gauges of the rate limits of this worker's accounts. */
  public Consumer<List<RateLimitState>> rateLimitGauges() {
    return rateLimits;
  }

  /**
   * Registers a gauge of a circuit breaker's state.
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

  /**
   * Registers the gauges of the health pages.
   *
   * @param live as {@code /health/live} reports it
   * @param healthy as {@code /health} reports it
   */
  public void health(BooleanSupplier live, BooleanSupplier healthy) {
    Gauge.builder("tgf.live", () -> live.getAsBoolean() ? 1 : 0)
        .description("1 while all loops of the worker make progress, as /health/live reports it")
        .register(registry);
    Gauge.builder("tgf.healthy", () -> healthy.getAsBoolean() ? 1 : 0)
        .description("1 while the worker has nothing to report, as /health reports it")
        .register(registry);
  }

  /** Registers a gauge of the sessions that need another login, as this worker sees them. */
  public void quarantined(LongSupplier sessions) {
    Gauge.builder("tgf.sessions.quarantined", sessions::getAsLong)
        .description("Sessions that Telegram refused and that need another login")
        .register(registry);
  }

  /**
   * Shows which sessions have a frozen account.
   *
   * @param usable the sessions that this worker uses
   * @param ofFrozenAccounts the sessions that no worker can use now
   */
  public void sessions(List<String> usable, List<String> ofFrozenAccounts) {
    ofFrozenAccounts.forEach(this::showFreeze);
    usable.forEach(this::showFreeze);
    frozen = Set.copyOf(ofFrozenAccounts);
  }

  /** Registers the gauge of a session once. A gauge that comes and goes could disturb a scrape. */
  private void showFreeze(String session) {
    if (sessions.add(session)) {
      Gauge.builder("tgf.session.frozen", () -> frozen.contains(session) ? 1 : 0)
          .description("1 while Telegram freezes the account of the session")
          .tag("session", session)
          .register(registry);
    }
  }

  /** Registers a gauge of the outbox entries that wait for Redis. */
  public void outbox(LongSupplier waiting) {
    Gauge.builder("tgf.outbox.events", waiting::getAsLong)
        .description("Outbox entries that wait for Redis")
        .register(registry);
  }

  /** Registers a counter of a background thread's unexpected failures, after which it continues. */
  public void threadFailures(String thread, LongSupplier failures) {
    FunctionCounter.builder("tgf.thread.failures", failures, LongSupplier::getAsLong)
        .description("Unexpected failures of a background thread that continued")
        .tag("thread", thread)
        .register(registry);
  }

  /** Adds the metrics that libraries register globally, such as those of the Loki appender. */
  public void addGlobalMetrics() {
    io.micrometer.core.instrument.Metrics.addRegistry(registry);
  }

  PrometheusRegistry prometheus() {
    return registry.getPrometheusRegistry();
  }

  /** Returns all metrics in Prometheus' text format. */
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
