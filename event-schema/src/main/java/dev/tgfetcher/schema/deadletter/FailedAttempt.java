package dev.tgfetcher.schema.deadletter;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.Instant;

/**
 * A failed attempt that was followed by another one.
 *
 * @param attempt the number of the attempt, from 1; an interrupted attempt is not counted
 * @param at the end of the attempt, by the clock of Redis
 * @param workerId the worker of the attempt
 */
public record FailedAttempt(
    int attempt, Instant at, ErrorType errorType, String error, String workerId) {

  public FailedAttempt {
    requireNonNull(at, "at");
    requireNonNull(errorType, "error_type");
    requireNonNull(error, "error");
    requireNonNull(workerId, "worker_id");
  }
}
