package dev.tgfetcher.session;

import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis is away or refuses requests, for all threads of a worker:
 *
 * <ol>
 *   <li>{@link #recordFailure} begins an outage, which is logged once, and opens the circuit;
 *   <li>a thread whose request failed repeats it; the upkeep roles do so every second;
 *   <li>{@link #recordAnswer} ends the outage of a server that did not answer. The outage of a
 *       server that refuses requests ends when a refused request succeeds. The end is logged once.
 * </ol>
 */
public final class RedisOutage {
  private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);

  private final String server;
  private final CircuitBreaker circuit;

  /** The failure of each thread whose last request failed. */
  private final Map<String, Trouble> troubles = new ConcurrentSkipListMap<>();

  private volatile boolean answered;

  /**
   * @param predicate of a sentence about the server
   * @param byRole whether the thread repeats its request without asking the circuit
   */
  private record Trouble(RedisFault fault, String predicate, boolean byRole) {}

  /**
   * Creates the state before the first request.
   *
   * @param address of Redis, for the log and the health page
   */
  public RedisOutage(String address) {
    this(address, CircuitBreaker.withoutLog("Redis"));
  }

  RedisOutage(String address, CircuitBreaker circuit) {
    this.server = "Redis at " + address;
    this.circuit = circuit;
  }

  /**
   * Records the failure of a thread that repeats its request by itself.
   *
   * @return whether an outage of Redis is the cause, and not a fault of this request alone
   */
  public boolean recordFailure(Throwable failure) {
    return recordFailure(failure, true);
  }

  /** Records the failure of a thread that asks {@link #tryAcquire} before it repeats it. */
  public boolean recordFailureOfProcessor(Throwable failure) {
    return recordFailure(failure, false);
  }

  private boolean recordFailure(Throwable failure, boolean byRole) {
    if (!(failure instanceof RedisException || failure instanceof RedisUnreachableException)) {
      return false;
    }
    RedisFault fault = RedisFault.of(failure);
    if (!fault.isOutage() && failure instanceof RedisException) {
      return false;
    }
    circuit.recordFailure();
    begin(new Trouble(fault, RedisFault.predicate(failure), byRole), failure);
    return true;
  }

  private synchronized void begin(Trouble trouble, Throwable failure) {
    if (!isOngoing()) {
      log.warn(
          "{} {}: {}; nothing new is taken until then ({})",
          server,
          trouble.predicate(),
          trouble.fault().remedy(),
          failure.toString());
    }
    troubles.put(source(), trouble);
  }

  private static String source() {
    return Thread.currentThread().getName();
  }

  /** Records that Redis has answered a request of the calling thread. */
  public void recordAnswer() {
    answered = true;
    if (isOngoing()) {
      endTroubles(trouble -> trouble.fault().isEndedByAnyAnswer());
    } else {
      circuit.close();
    }
  }

  /** Records a success of the calling thread, which perhaps made no request. */
  public void recordSuccess() {
    Trouble own = troubles.get(source());
    if (own != null && !own.fault().isEndedByAnyAnswer()) {
      endTroubles(trouble -> false);
    }
  }

  private synchronized void endTroubles(Predicate<Trouble> isEnded) {
    Trouble own = troubles.remove(source());
    boolean others = troubles.values().removeIf(other -> isEnded.test(other) || isSame(own, other));
    if ((own != null || others) && troubles.values().stream().noneMatch(Trouble::byRole)) {
      circuit.close();
    }
    if ((own != null || others) && troubles.isEmpty()) {
      log.info("{} answers again", server);
    }
  }

  private static boolean isSame(@Nullable Trouble own, Trouble other) {
    return own != null && own.fault() == other.fault() && own.fault().isOfServer();
  }

  /** Whether a processor may ask Redis for a command now. */
  public boolean tryAcquire() {
    return troubles.values().stream().noneMatch(Trouble::byRole) && circuit.tryAcquire();
  }

  /**
   * Runs a step that needs Redis.
   *
   * @param step returns whether it is done
   * @return false also if Redis is away
   */
  public boolean isDone(BooleanSupplier step) {
    try {
      boolean done = step.getAsBoolean();
      recordAnswer();
      return done;
    } catch (RedisException failure) {
      if (recordFailure(failure)) {
        return false;
      }
      throw failure;
    }
  }

  public CircuitBreaker circuit() {
    return circuit;
  }

  public boolean isOngoing() {
    return !troubles.isEmpty();
  }

  /** A sentence that says why Redis cannot be used; empty if it answered the last request. */
  public Optional<String> problem() {
    Optional<String> trouble =
        troubles.values().stream()
            .min(Comparator.comparing(one -> !one.fault().isEndedByAnyAnswer()))
            .map(one -> server + " " + one.predicate());
    return trouble.or(
        () -> answered ? Optional.empty() : Optional.of(server + " has not answered yet"));
  }
}
