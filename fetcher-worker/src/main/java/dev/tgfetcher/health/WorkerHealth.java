package dev.tgfetcher.health;

import dev.tgfetcher.health.LivenessTracker.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The health of a worker for its HTTP endpoints:
 *
 * <ol>
 *   <li>{@link #live}: its loops make progress, so it need not be restarted. A worker that waits
 *       for Redis, Telegram or the storage is live;
 *   <li>{@link #ready}: it has Redis, storage and a session, and is not stopping;
 *   <li>{@link #health}: both, with details.
 * </ol>
 *
 * <p>The endpoints send no requests; they return the last observations of the worker's threads.
 */
public final class WorkerHealth {
  /** Longer than a single request, a wait for a permit, or a write takes. */
  public static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private static final String UP = "up";
  private static final String DOWN = "down";

  private final String workerId;
  private final String version;
  private final LivenessTracker liveness;
  private final Supplier<Optional<String>> redisProblem;
  private final Supplier<Optional<String>> storageProblem;
  private final Supplier<String> telegramCircuit;
  private final Supplier<Map<String, Long>> threadFailures;
  private final AtomicReference<@Nullable Instant> lastFetch = new AtomicReference<>();
  private volatile Supplier<String> sessions = () -> "";
  private volatile Supplier<Map<String, String>> frozen = Map::of;
  private volatile Supplier<Map<String, String>> refused = Map::of;
  private volatile Supplier<String> paused = () -> "";
  private volatile IntSupplier outbox = () -> 0;
  private volatile boolean draining;

  /**
   * Creates the health of a worker without a session.
   *
   * @param redisProblem a sentence, unless Redis answered the last call of the worker's threads
   * @param storageProblem a sentence, unless the archive's folder could be written at the last try
   * @param telegramCircuit {@code closed}, {@code half_open} or {@code open}
   * @param threadFailures by thread, of those that failed
   */
  public WorkerHealth(
      String workerId,
      String version,
      LivenessTracker liveness,
      Supplier<Optional<String>> redisProblem,
      Supplier<Optional<String>> storageProblem,
      Supplier<String> telegramCircuit,
      Supplier<Map<String, Long>> threadFailures) {
    this.workerId = workerId;
    this.version = version;
    this.liveness = liveness;
    this.redisProblem = redisProblem;
    this.storageProblem = storageProblem;
    this.telegramCircuit = telegramCircuit;
    this.threadFailures = threadFailures;
  }

  /**
   * Records that the worker has started its work.
   *
   * @param names of the sessions that it owns now; empty for none
   * @param waiting number of outbox entries that wait for Redis
   */
  public void working(Supplier<String> names, IntSupplier waiting) {
    sessions = names;
    outbox = waiting;
  }

  /**
   * Records the sessions whose accounts are frozen.
   *
   * @param reasons by session, for an operator
   */
  public void frozen(Supplier<Map<String, String>> reasons) {
    frozen = reasons;
  }

  /**
   * Records the sessions that could not be opened.
   *
   * @param reasons by session, for an operator
   */
  public void refused(Supplier<Map<String, String>> reasons) {
    refused = reasons;
  }

  /**
   * Records the pauses that keep the worker from taking commands. A paused worker is healthy.
   *
   * @param reasons for an operator; empty if there is none
   */
  public void paused(Supplier<String> reasons) {
    paused = reasons;
  }

  /** Records that a day is in the archive. */
  public void fetched(Instant at) {
    lastFetch.set(at);
  }

  /** Records that the worker leases no more commands. */
  public void draining() {
    draining = true;
  }

  /** Returns {@code /health/live}. A draining worker is live: its stop has a deadline. */
  public EndpointResponse live() {
    boolean live = isLive();
    Optional<Silence> silence = liveness.longestSilence();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("status", status(live));
    fields.put("silent_seconds", silence.map(Silence::time).orElse(Duration.ZERO).toSeconds());
    fields.put("silent_loop", silence.map(Silence::loop).orElse(null));
    return EndpointResponse.json(live, fields);
  }

  /** Returns {@code /health/ready}. */
  public EndpointResponse ready() {
    List<String> reasons = reasonsNotReady();
    boolean ready = reasons.isEmpty();
    return EndpointResponse.json(ready, Map.of("status", status(ready), "reasons", reasons));
  }

  /** Returns {@code /health}. */
  public EndpointResponse health() {
    List<String> reasons = reasonsNotHealthy();
    String circuit = telegramCircuit.get();
    boolean healthy = reasons.isEmpty();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("worker_id", workerId);
    details.put("version", version);
    details.put("draining", draining);
    details.put("reasons", reasons);
    details.put("paused", paused.get());
    details.put("frozen", frozen.get());
    details.put("thread_failures", threadFailures.get());
    String names = sessions.get();
    Instant fetch = lastFetch.get();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("status", status(healthy));
    fields.put("redis", status(redisProblem.get().isEmpty()));
    fields.put(
        "telegram", circuit.equals("closed") ? UP : circuit.equals("open") ? DOWN : "probed");
    fields.put("storage", status(storageProblem.get().isEmpty()));
    fields.put("last_fetch", fetch == null ? null : fetch.toString());
    fields.put("session", names.isEmpty() ? null : names);
    fields.put("outbox", outbox.getAsInt());
    fields.put("details", details);
    return EndpointResponse.json(healthy, fields);
  }

  /** Whether all loops make progress, as {@link #live} reports it. */
  public boolean isLive() {
    return draining || stuck().isEmpty();
  }

  /** Whether there is nothing to report, as in {@link #health}. */
  public boolean isHealthy() {
    return reasonsNotHealthy().isEmpty();
  }

  /** Returns {@code up}, or the reasons why the worker is not healthy. */
  public String summary() {
    List<String> reasons = reasonsNotHealthy();
    return reasons.isEmpty() ? UP : String.join("; ", reasons);
  }

  private Optional<Silence> stuck() {
    return liveness
        .longestSilence()
        .filter(silence -> silence.time().compareTo(LONGEST_SILENCE) > 0);
  }

  private List<String> reasonsNotHealthy() {
    List<String> reasons = new ArrayList<>(reasonsNotReady());
    if (telegramCircuit.get().equals("open")) {
      reasons.add("Telegram failed repeatedly; requests are paused");
    }
    if (!draining) {
      stuck()
          .ifPresent(
              silence ->
                  reasons.add(
                      "%s has made no progress for %d s"
                          .formatted(silence.loop(), silence.time().toSeconds())));
    }
    return reasons;
  }

  private List<String> reasonsNotReady() {
    List<String> reasons = new ArrayList<>();
    redisProblem.get().ifPresent(reasons::add);
    storageProblem.get().ifPresent(reasons::add);
    if (sessions.get().isEmpty()) {
      reasons.add("it has no session");
      Stream.of(frozen.get(), refused.get())
          .flatMap(sessions -> sessions.entrySet().stream())
          .map(session -> "session " + session.getKey() + ": " + session.getValue())
          .forEach(reasons::add);
    }
    if (draining) {
      reasons.add("it is stopping");
    }
    return reasons;
  }

  private static String status(boolean up) {
    return up ? UP : DOWN;
  }
}
