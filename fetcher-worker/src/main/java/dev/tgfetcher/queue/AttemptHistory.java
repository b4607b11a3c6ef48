package dev.tgfetcher.queue;

import dev.tgfetcher.schema.deadletter.FailedAttempt;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the counters of a command say of its earlier attempts.
 *
 * @param firstSeen when a worker first took the command; null when none has
 * @param history the latest twenty of both kinds, the oldest first
 */
public record AttemptHistory(
    int failedAttempts,
    int interruptions,
    @Nullable Instant firstSeen,
    List<FailedAttempt> history) {

  public AttemptHistory {
    history = List.copyOf(history);
  }

  static AttemptHistory of(Map<String, String> counters) {
    return new AttemptHistory(
        Integer.parseInt(counters.getOrDefault("attempts", "0")),
        Integer.parseInt(counters.getOrDefault("interruptions", "0")),
        moment(counters.get("first_seen")),
        history(counters.get("history")));
  }

  private static @Nullable Instant moment(@Nullable String millis) {
    return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** An attempt as settle.lua and reclaim.lua write it; {@code at} in ms. */
  private record Written(int attempt, long at, ErrorType errorType, String error, String workerId) {
    FailedAttempt read() {
      return new FailedAttempt(attempt, Instant.ofEpochMilli(at), errorType, error, workerId);
    }
  }

  static List<FailedAttempt> history(@Nullable String json) {
    if (json == null || json.isEmpty()) {
      return List.of();
    }
    return List.of(Json.MAPPER.readValue(json, Written[].class)).stream()
        .map(Written::read)
        .toList();
  }
}
