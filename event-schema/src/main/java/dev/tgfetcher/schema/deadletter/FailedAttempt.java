package dev.tgfetcher.schema.deadletter;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.event.ErrorType;
import java.time.Instant;

/**
 * An attempt at a command that failed, and after which there was another.
 *
 * @param attempt its number, from 1; an interrupted attempt does not use its number up
 * @param at when it ended, by Redis' clock
 * @param workerId the worker that made it
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
