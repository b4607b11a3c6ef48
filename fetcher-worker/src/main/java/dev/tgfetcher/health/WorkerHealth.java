package dev.tgfetcher.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a worker is doing:
 *
 * <ol>
 *   <li>{@link #live}: its loops go round, so it need not be killed. Asks neither Redis nor
 *       Telegram: a worker that waits for them is alive;
 *   <li>{@link #ready}: it has Redis and a session, and is not about to stop;
 *   <li>{@link #health}: both, and what else there is to know.
 * </ol>
 *
 * <p>None of them asks anybody: they tell what the worker's threads found out last.
 */
public final class WorkerHealth {
  /** Longer than any one request, wait for a permit or write takes. */
  public static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private static final String UP = "up";
  private static final String DOWN = "down";

  private final String workerId;
  private final String version;
  private final LivenessTracker pulse;
  private final BooleanSupplier redisAnswers;
  private final Supplier<String> telegramCircuit;
  private final Supplier<Map<String, Long>> threadFailures;
  private final AtomicReference<@Nullable Instant> lastFetch = new AtomicReference<>();
  private volatile Supplier<String> sessions = () -> "";
  private volatile IntSupplier outbox = () -> 0;
  private volatile boolean draining;

  /**
   * Knows of no session yet.
   *
   * @param redisAnswers what the worker's threads found out last
   * @param telegramCircuit {@code closed}, {@code half_open} or {@code open}
   * @param threadFailures by thread, of those that failed
   */
  public WorkerHealth(
      String workerId,
      String version,
      LivenessTracker pulse,
      BooleanSupplier redisAnswers,
      Supplier<String> telegramCircuit,
      Supplier<Map<String, Long>> threadFailures) {
    this.workerId = workerId;
    this.version = version;
    this.pulse = pulse;
    this.redisAnswers = redisAnswers;
    this.telegramCircuit = telegramCircuit;
    this.threadFailures = threadFailures;
  }

  /**
   * The worker begins.
   *
   * @param names of the sessions that it has at the moment; empty for none
   * @param waiting how much of its outbox waits for Redis
   */
  public void working(Supplier<String> names, IntSupplier waiting) {
    sessions = names;
    outbox = waiting;
  }

  /** A day is in the archive. */
  public void fetched(Instant at) {
    lastFetch.set(at);
  }

  /** Nothing new is taken from now on. */
  public void draining() {
    draining = true;
  }

  /** {@code /health/live}. A draining worker's end has a deadline of its own. */
  public EndpointResponse live() {
    boolean live = isLive();
    return EndpointResponse.json(
        live, Map.of("status", status(live), "silent_seconds", pulse.silence().toSeconds()));
  }

  /** {@code /health/ready}. */
  public EndpointResponse ready() {
    List<String> reasons = notReadyBecause();
    boolean ready = reasons.isEmpty();
    return EndpointResponse.json(ready, Map.of("status", status(ready), "reasons", reasons));
  }

  /** {@code /health}. */
  public EndpointResponse health() {
    List<String> reasons = new ArrayList<>(notReadyBecause());
    String circuit = telegramCircuit.get();
    if (circuit.equals("open")) {
      reasons.add("Telegram failed again and again, and is left alone for a while");
    }
    if (!isLive()) {
      reasons.add("a loop has done nothing for " + pulse.silence().toSeconds() + " s");
    }
    boolean healthy = reasons.isEmpty();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("worker_id", workerId);
    details.put("version", version);
    details.put("draining", draining);
    details.put("reasons", reasons);
    details.put("thread_failures", threadFailures.get());
    String names = sessions.get();
    Instant fetch = lastFetch.get();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("status", status(healthy));
    answer.put("redis", status(redisAnswers.getAsBoolean()));
    answer.put(
        "telegram", circuit.equals("closed") ? UP : circuit.equals("open") ? DOWN : "probed");
    answer.put("last_fetch", fetch == null ? null : fetch.toString());
    answer.put("session", names.isEmpty() ? null : names);
    answer.put("outbox", outbox.getAsInt());
    answer.put("details", details);
    return EndpointResponse.json(healthy, answer);
  }

  private boolean isLive() {
    return draining || pulse.silence().compareTo(LONGEST_SILENCE) <= 0;
  }

  private List<String> notReadyBecause() {
    List<String> reasons = new ArrayList<>();
    if (!redisAnswers.getAsBoolean()) {
      reasons.add("Redis does not answer");
    }
    if (sessions.get().isEmpty()) {
      reasons.add("it has no session");
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
