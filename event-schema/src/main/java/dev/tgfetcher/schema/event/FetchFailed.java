package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An attempt failed.
 *
 * @param date null when the attempt failed before the days were known
 * @param attempt the number of the attempt, from 1
 * @param nextAttemptAt null when there is no further attempt
 */
public record FetchFailed(
    @JsonUnwrapped EventEnvelope envelope,
    String chat,
    @Nullable LocalDate date,
    String error,
    ErrorType errorType,
    int attempt,
    @Nullable Instant nextAttemptAt,
    double durationSeconds)
    implements Event {

  public static final String NAME = "fetch_failed";

  public FetchFailed {
    requireNonNull(chat, "chat");
    requireNonNull(error, "error");
    requireNonNull(errorType, "error_type");
  }

  @Override
  public String name() {
    return NAME;
  }
}
