package dev.tgfetcher.health;

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
import org.jspecify.annotations.Nullable;

/**
 * The health of a worker for its HTTP endpoints:
 *
 * <ol>
 *   <li>{@link #live}: its loops make progress, so it need not be restarted. A worker that waits
 *       for Redis or Telegram is live;
 *   <li>{@link #ready}: it has Redis and a session, and is not stopping;
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
  private final Supplier<String> telegramCircuit;
  private final Supplier<Map<String, Long>> threadFailures;
  private final AtomicReference<@Nullable Instant> lastFetch = new AtomicReference<>();
  private volatile Supplier<String> sessions = () -> "";
  private volatile Supplier<Map<String, String>> frozen = Map::of;
  private volatile IntSupplier outbox = () -> 0;
  private volatile boolean draining;

  /**
   * Creates the health of a worker without a session.
   *
   * @param redisProblem a sentence, unless Redis answered the last call of the worker's threads
   * @param telegramCircuit {@code closed}, {@code half_open} or {@code open}
   * @param threadFailures by thread, of those that failed
   */
  public WorkerHealth(
      String workerId,
      String version,
      LivenessTracker liveness,
      Supplier<Optional<String>> redisProblem,
      Supplier<String> telegramCircuit,
      Supplier<Map<String, Long>> threadFailures) {
    this.workerId = workerId;
    this.version = version;
    this.liveness = liveness;
    this.redisProblem = redisProblem;
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
    return EndpointResponse.json(
        live, Map.of("status", status(live), "silent_seconds", liveness.silence().toSeconds()));
  }

  /** Returns {@code /health/ready}. */
  public EndpointResponse ready() {
    List<String> reasons = reasonsNotReady();
    boolean ready = reasons.isEmpty();
    return EndpointResponse.json(ready, Map.of("status", status(ready), "reasons", reasons));
  }

  /** Returns {@code /health}. */
  public EndpointResponse health() {
    List<String> reasons = new ArrayList<>(reasonsNotReady());
    String circuit = telegramCircuit.get();
    if (circuit.equals("open")) {
      reasons.add("Telegram failed repeatedly; requests are paused");
    }
    if (!isLive()) {
      reasons.add("a loop has made no progress for " + liveness.silence().toSeconds() + " s");
    }
    boolean healthy = reasons.isEmpty();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("worker_id", workerId);
    details.put("version", version);
    details.put("draining", draining);
    details.put("reasons", reasons);
    details.put("frozen", frozen.get());
    details.put("thread_failures", threadFailures.get());
    String names = sessions.get();
    Instant fetch = lastFetch.get();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("status", status(healthy));
    fields.put("redis", status(redisProblem.get().isEmpty()));
    fields.put(
        "telegram", circuit.equals("closed") ? UP : circuit.equals("open") ? DOWN : "probed");
    fields.put("last_fetch", fetch == null ? null : fetch.toString());
    fields.put("session", names.isEmpty() ? null : names);
    fields.put("outbox", outbox.getAsInt());
    fields.put("details", details);
    return EndpointResponse.json(healthy, fields);
  }

  private boolean isLive() {
    return draining || liveness.silence().compareTo(LONGEST_SILENCE) <= 0;
  }

  private List<String> reasonsNotReady() {
    List<String> reasons = new ArrayList<>();
    redisProblem.get().ifPresent(reasons::add);
    if (sessions.get().isEmpty()) {
      reasons.add("it has no session");
      frozen.get().forEach((session, reason) -> reasons.add("session " + session + ": " + reason));
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
