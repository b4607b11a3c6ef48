package dev.tgfetcher.session;

import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis is away, for all threads of a worker. The begin and the end of an outage are
 * logged once. A circuit breaker keeps the processors from Redis for as long; the upkeep roles go
 * on, and the first answer that one of them has closes the circuit.
 */
public final class RedisOutage {
  private static final Logger log = LoggerFactory.getLogger(RedisOutage.class);
  private static final String NOT_ASKED = "has not answered yet";
  private static final String ANSWERS = "";

  private final String server;
  private final CircuitBreaker circuit;

  /** The predicate of a sentence about the server, or {@link #ANSWERS}. */
  private volatile String problem = NOT_ASKED;

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
   * Records a failure, if the absence of Redis is its cause. A key of a wrong type is another
   * cause, because Redis has answered.
   *
   * @return whether Redis is away
   */
  public boolean recordFailure(Throwable failure) {
    if (!isOfRedis(failure) || String.valueOf(failure.getMessage()).contains("WRONGTYPE")) {
      return false;
    }
    circuit.recordFailure();
    begin(RedisFault.predicate(failure), failure);
    return true;
  }

  private static boolean isOfRedis(Throwable failure) {
    return failure instanceof RedisException || failure instanceof RedisUnreachableException;
  }

  private synchronized void begin(String words, Throwable failure) {
    if (!isOngoing()) {
      log.warn(
          "{} {}; nothing new is taken until it answers: {}", server, words, failure.toString());
    }
    problem = words;
  }

  /** Records an answer of Redis, which ends an outage. */
  public void recordAnswer() {
    circuit.close();
    if (!problem.equals(ANSWERS)) {
      end();
    }
  }

  private synchronized void end() {
    if (isOngoing()) {
      log.info("{} answers again", server);
    }
    problem = ANSWERS;
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
    String words = problem;
    return !words.equals(ANSWERS) && !words.equals(NOT_ASKED);
  }

  /** A sentence that says why Redis cannot be used; empty if it answered the last request. */
  public Optional<String> problem() {
    String words = problem;
    return words.equals(ANSWERS) ? Optional.empty() : Optional.of(server + " " + words);
  }
}
