package dev.tgfetcher.queue;

import dev.tgfetcher.schema.deadletter.FailedAttempt;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The earlier attempts at a command, as its counters have them.
 *
 * @param firstSeen when a worker first took the command; null if none has
 * @param history the latest twenty failed attempts and interruptions, the oldest first
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
        instant(counters.get("first_seen")),
        history(counters.get("history")));
  }

  private static @Nullable Instant instant(@Nullable String millis) {
    return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** An attempt as {@code settle.lua} and {@code reclaim.lua} write it; {@code at} is in ms. */
  private record StoredAttempt(
      int attempt, long at, ErrorType errorType, String error, String workerId) {
    FailedAttempt toFailedAttempt() {
      return new FailedAttempt(attempt, Instant.ofEpochMilli(at), errorType, error, workerId);
    }
  }

  static List<FailedAttempt> history(@Nullable String json) {
    if (json == null || json.isEmpty()) {
      return List.of();
    }
    return List.of(Json.MAPPER.readValue(json, StoredAttempt[].class)).stream()
        .map(StoredAttempt::toFailedAttempt)
        .toList();
  }
}
