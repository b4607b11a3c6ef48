package dev.tgfetcher.worker;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.HttpConfig;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.event.TraceSource;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.health.EndpointResponse;
import dev.tgfetcher.health.EndpointServer;
import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.health.WorkerHealth;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RateLimitListener;
import dev.tgfetcher.metrics.Metrics;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.queue.LeaseWriter;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.session.CircuitBreaker;
import dev.tgfetcher.session.FrozenSession;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.session.SessionLease;
import dev.tgfetcher.session.SessionLeases;
import dev.tgfetcher.session.StorageOutage;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.tdjson.TdRuntime;
import dev.tgfetcher.trace.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics, traces and health of one worker, and the HTTP server for them. The server runs from
 * before the worker takes a session until after it has released it.
 */
final class Telemetry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  private final Metrics metrics;
  private final ThreadFailures threads;
  private final Tracing tracing;
  private final WorkerHealth health;
  private final LivenessTracker liveness;
  private final InstantSource clock;
  private final HttpConfig http;
  private final EndpointServer endpoints;

  private Telemetry(
      Settings settings,
      String workerId,
      RedisOutage outage,
      CircuitBreaker telegram,
      StorageOutage storage,
      InstantSource clock) {
    String version = WorkerId.version();
    this.clock = clock;
    this.http = settings.http();
    this.liveness = new LivenessTracker(clock);
    this.metrics = new Metrics(settings.metrics().metricsMaxChats(), version, workerId, clock);
    this.threads = new ThreadFailures(metrics::threadFailures);
    threads.watch("tdlib-receiver", TdRuntime::failures);
    Thread.setDefaultUncaughtExceptionHandler(threads);
    this.health =
        new WorkerHealth(
            workerId,
            version,
            liveness,
            outage::problem,
            storage::problem,
            telegram::state,
            threads::counts);
    if (settings.log().lokiUrl().isPresent()) {
      metrics.addGlobalMetrics();
    }
    this.tracing =
        Tracing.open(
            settings.trace().otelExporterOtlpEndpoint(),
            settings.redis().serviceName(),
            workerId,
            version);
    metrics.circuit("telegram", telegram::state);
    metrics.circuit("redis", outage.circuit()::state);
    metrics.circuit("storage", storage.circuit()::state);
    metrics.health(health::isLive, health::isHealthy);
    this.endpoints = listen();
    threads.watch("http", endpoints::failures);
  }

  /**
   * Starts the HTTP server.
   *
   * @throws ConfigException if the server cannot listen on its address
   */
  static Telemetry open(
      Settings settings,
      String workerId,
      RedisOutage outage,
      CircuitBreaker telegram,
      StorageOutage storage,
      InstantSource clock) {
    Telemetry telemetry = new Telemetry(settings, workerId, outage, telegram, storage, clock);
    log.info("Health and metrics are at http://{}", telemetry.address());
    return telemetry;
  }

  private EndpointServer listen() {
    try {
      return EndpointServer.open(
          http.httpHost(),
          http.httpPort(),
          Map.of(
              "/health", health::health,
              "/health/live", health::live,
              "/health/ready", health::ready,
              "/metrics", () -> EndpointResponse.ok(Metrics.CONTENT_TYPE, metrics.scrape())));
    } catch (IOException e) {
      metrics.close();
      throw new ConfigException(
          List.of(
              "HTTP_PORT: cannot listen on %s:%d (%s); another worker may use it: set HTTP_PORT to"
                      .formatted(http.httpHost(), http.httpPort(), e.getMessage())
                  + " another port, or to 0 for any that is free"));
    }
  }

  /** {@code host:port}. */
  String address() {
    return http.httpHost() + ":" + endpoints.port();
  }

  /** Reports the sessions that the worker cannot use. */
  void waitingFor(SessionLeases sessions) {
    metrics.quarantined(() -> sessions.state().quarantined().size());
    health.frozen(
        () ->
            sessions.state().frozen().stream()
                .collect(toMap(FrozenSession::session, FrozenSession::inWords)));
    health.refused(() -> sessions.state().refused());
  }

  /** Reports that the worker starts to work. */
  void working(SessionLeases sessions, LeaseWriter writer) {
    metrics.outbox(writer::waiting);
    health.working(
        () -> sessions.owned().stream().map(SessionLease::name).collect(joining(", ")),
        writer::waiting);
  }

  Metrics metrics() {
    return metrics;
  }

  ThreadFailures threads() {
    return threads;
  }

  WorkerHealth health() {
    return health;
  }

  LivenessTracker liveness() {
    return liveness;
  }

  CommandListener commands() {
    return CommandListener.all(List.of(metrics.commands(), tracing.commands()));
  }

  FetchListener fetches() {
    return FetchListener.all(List.of(metrics.fetches(), tracing.fetches(), new ProgressReporter()));
  }

  TraceSource trace() {
    return tracing.current();
  }

  RateLimitListener limits() {
    return metrics.limits();
  }

  private final class ProgressReporter implements FetchListener {
    @Override
    public void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {
      LivenessTracker.beat();
    }

    @Override
    public void dayFetched(FetchCommand command, WriteOutcome outcome, Duration took) {
      LivenessTracker.beat();
      health.fetched(clock.instant());
    }
  }

  @Override
  public void close() {
    tracing.close();
    endpoints.close();
    metrics.close();
  }
}
