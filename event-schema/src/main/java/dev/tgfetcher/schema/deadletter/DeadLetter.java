package dev.tgfetcher.schema.deadletter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.InvalidFieldException;
import dev.tgfetcher.schema.command.PayloadReader;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.AdditionalProperties;
import dev.tgfetcher.schema.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A command that was given up, with the reason.
 *
 * @param commandFields the command's own fields, unchanged; its correlation id stands beside them,
 *     and the command id that was derived from the payload is among them
 * @param retryCount attempts that failed before the last one
 * @param interruptions how often a worker died on it
 * @param firstSeen when a worker first took the command, by which its relative days are counted;
 *     null when nobody had looked at it
 * @param attemptHistory the attempts before the last one, the latest twenty, the oldest first
 * @param raw the payload, when it is no JSON object or has fields that would be lost here; of one
 *     that is larger than 1 MiB the beginning, as its error says
 */
public record DeadLetter(
    @JsonAnyGetter @JsonAnySetter Map<String, JsonNode> commandFields,
    Instant failedAt,
    String error,
    ErrorType errorType,
    int retryCount,
    int interruptions,
    String workerId,
    String correlationId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant firstSeen,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FailedAttempt> attemptHistory,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String raw) {

  private static final String COMMAND_ID = "command_id";
  private static final Set<String> OWN_NAMES = AdditionalProperties.ownNames(DeadLetter.class);

  public DeadLetter {
    requireNonNull(failedAt, "failed_at");
    requireNonNull(error, "error");
    requireNonNull(errorType, "error_type");
    requireNonNull(workerId, "worker_id");
    requireNonNull(correlationId, "correlation_id");
    commandFields = Collections.unmodifiableMap(new LinkedHashMap<>(commandFields));
    attemptHistory = attemptHistory == null ? List.of() : List.copyOf(attemptHistory);
  }

  /** The dead letter of a payload, whatever it is. */
  public static DeadLetter of(
      String payload,
      Instant failedAt,
      String error,
      ErrorType errorType,
      int retryCount,
      int interruptions,
      String workerId,
      String commandId,
      String correlationId,
      @Nullable Instant firstSeen,
      List<FailedAttempt> attemptHistory) {
    Map<String, JsonNode> fields = fieldsOf(payload);
    boolean repeated =
        isRepeated(fields.remove("correlation_id"), correlationId)
            && isRepeated(fields.remove(FetchCommand.FIRST_SEEN), String.valueOf(firstSeen));
    boolean whole =
        !fields.isEmpty() && repeated && Collections.disjoint(fields.keySet(), OWN_NAMES);
    fields.keySet().removeAll(OWN_NAMES);
    if (whole && fields.getOrDefault(COMMAND_ID, NullNode.getInstance()).isNull()) {
      fields.put(COMMAND_ID, StringNode.valueOf(commandId));
    }
    return new DeadLetter(
        fields,
        failedAt,
        error,
        errorType,
        retryCount,
        interruptions,
        workerId,
        correlationId,
        firstSeen,
        attemptHistory,
        whole ? null : payload);
  }

  /** Whether a field of the command says nothing else than the letter does under its name. */
  private static boolean isRepeated(@Nullable JsonNode field, String here) {
    return field == null || field.equals(StringNode.valueOf(here));
  }

  /** The same death of another command: of this one after it was mended. */
  public DeadLetter withPayload(String payload) {
    return of(
        payload,
        failedAt,
        error,
        errorType,
        retryCount,
        interruptions,
        workerId,
        commandId(),
        correlationId,
        firstSeen,
        attemptHistory);
  }

  /**
   * Reads an element of the list of dead letters.
   *
   * @throws tools.jackson.core.JacksonException when it is none
   */
  public static DeadLetter parse(String json) {
    ObjectNode tree = Json.MAPPER.readValue(json, ObjectNode.class);
    DeadLetter read = Json.MAPPER.treeToValue(tree, DeadLetter.class);
    Map<String, JsonNode> inOrder = fieldsOf(tree);
    inOrder.keySet().removeAll(OWN_NAMES);
    return new DeadLetter(
        inOrder,
        read.failedAt,
        read.error,
        read.errorType,
        read.retryCount,
        read.interruptions,
        read.workerId,
        read.correlationId,
        read.firstSeen,
        read.attemptHistory,
        read.raw);
  }

  public String toJson() {
    return Json.MAPPER.writeValueAsString(this);
  }

  /** When a worker first took the command, or found that it was none. */
  public Instant seen() {
    return firstSeen == null ? failedAt : firstSeen;
  }

  /** The id that events know the command by. */
  public String commandId() {
    return CommandParser.parse(replayPayload()).commandId();
  }

  /**
   * The command to push again: what was pushed, with the ids that it had, and the moment by which
   * its relative days are counted, so that it asks for the days that it asked for then.
   */
  public String replayPayload() {
    if (raw != null) {
      return raw;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.setAll(commandFields);
    json.put("correlation_id", correlationId);
    json.put(FetchCommand.FIRST_SEEN, seen().toString());
    return Json.MAPPER.writeValueAsString(json);
  }

  /** None when the payload cannot be taken apart: then it is kept whole, as raw. */
  private static Map<String, JsonNode> fieldsOf(String payload) {
    try {
      return fieldsOf(PayloadReader.object(payload));
    } catch (InvalidFieldException e) {
      return new LinkedHashMap<>();
    }
  }

  private static Map<String, JsonNode> fieldsOf(ObjectNode json) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
