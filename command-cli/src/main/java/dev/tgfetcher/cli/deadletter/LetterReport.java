package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.deadletter.FailedAttempt;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * All details of one dead letter.
 *
 * @param copies the number of identical letters
 * @param defect why the command is invalid; empty if it is valid
 * @param payload the command that a replay pushes; a string if it is no JSON object
 * @param attemptHistory the latest attempts, the oldest first, including the last one
 */
public record LetterReport(
    String id,
    int copies,
    Instant failedAt,
    String chat,
    ErrorType errorType,
    String error,
    String advice,
    String runbook,
    int attempts,
    int interruptions,
    String workerId,
    String requestedBy,
    String commandId,
    String correlationId,
    String defect,
    JsonNode payload,
    List<FailedAttempt> attemptHistory,
    LogQuery logs) {

  public static LetterReport of(StoredLetter stored, DeadLetter letter, int copies) {
    return new LetterReport(
        stored.id(),
        copies,
        letter.failedAt(),
        stored.chat(),
        letter.errorType(),
        letter.error(),
        ErrorAdvice.of(letter.errorType()).text(),
        ErrorAdvice.of(letter.errorType()).runbook(),
        stored.attempts(),
        letter.interruptions(),
        letter.workerId(),
        stored.requestedBy(),
        letter.commandId(),
        letter.correlationId(),
        stored.defect().orElse(""),
        json(letter.replayPayload()),
        history(letter),
        LogQuery.of(letter.correlationId()));
  }

  private static JsonNode json(String payload) {
    try {
      JsonNode json = Json.MAPPER.readTree(payload);
      return json.isObject() ? json : StringNode.valueOf(payload);
    } catch (JacksonException e) {
      return StringNode.valueOf(payload);
    }
  }

  private static List<FailedAttempt> history(DeadLetter letter) {
    List<FailedAttempt> history = new ArrayList<>(letter.attemptHistory());
    history.add(
        new FailedAttempt(
            letter.retryCount() + 1,
            letter.failedAt(),
            letter.errorType(),
            letter.error(),
            letter.workerId()));
    return history;
  }
}
