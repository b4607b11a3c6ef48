package dev.tgfetcher.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param attemptHistory the attempts before the last one, the latest twenty, the oldest first
 * @param raw the payload, when it is no JSON object or has fields that would be lost here
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
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FailedAttempt> attemptHistory,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String raw) {

  private static final String COMMAND_ID = "command_id";
  private static final Set<String> OWN_NAMES = Details.ownNames(DeadLetter.class);

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
      List<FailedAttempt> attemptHistory) {
    Map<String, JsonNode> fields = fieldsOf(payload);
    JsonNode ownCorrelation = fields.get("correlation_id");
    boolean correlates =
        ownCorrelation == null || ownCorrelation.equals(StringNode.valueOf(correlationId));
    fields.remove("correlation_id");
    boolean whole =
        !fields.isEmpty() && correlates && Collections.disjoint(fields.keySet(), OWN_NAMES);
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
        attemptHistory,
        whole ? null : payload);
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
        read.attemptHistory,
        read.raw);
  }

  public String toJson() {
    return Json.MAPPER.writeValueAsString(this);
  }

  /** The id that events know the command by. */
  public String commandId() {
    return CommandParser.parse(replayPayload()).commandId();
  }

  /** The command to push again: what was pushed, with the ids that it had. */
  public String replayPayload() {
    if (raw != null) {
      return raw;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.setAll(commandFields);
    json.put("correlation_id", correlationId);
    return Json.MAPPER.writeValueAsString(json);
  }

  /** None when the payload cannot be taken apart: then it is kept whole, as raw. */
  private static Map<String, JsonNode> fieldsOf(String payload) {
    try {
      return fieldsOf(Payload.object(payload));
    } catch (InvalidField e) {
      return new LinkedHashMap<>();
    }
  }

  private static Map<String, JsonNode> fieldsOf(ObjectNode json) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
