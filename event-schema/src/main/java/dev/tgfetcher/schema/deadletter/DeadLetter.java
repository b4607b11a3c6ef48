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
 * A command that was dead-lettered, with the reason.
 *
 * @param commandFields the fields of the command, unchanged, without its correlation id and with
 *     the command id that was derived from the payload
 * @param retryCount the number of failed attempts before the last one
 * @param interruptions the number of times that a worker died while it ran the command, since the
 *     command's last finished day
 * @param firstSeen when a worker first took the command; its relative days count from then; null
 *     when no worker had taken it
 * @param attemptHistory the latest twenty attempts before the last one, oldest first
 * @param raw the payload, when it is not a JSON object or has a field with the name of one here;
 *     cut off after 1 MiB, which the error then says
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

  /** Creates the dead letter of any payload. */
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
    boolean equal =
        isAbsentOrEqual(fields.remove("correlation_id"), correlationId)
            && isAbsentOrEqual(fields.remove(FetchCommand.FIRST_SEEN), String.valueOf(firstSeen));
    boolean whole = !fields.isEmpty() && equal && Collections.disjoint(fields.keySet(), OWN_NAMES);
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

  /** Whether a field of the command is absent or equals the field of the letter. */
  private static boolean isAbsentOrEqual(@Nullable JsonNode field, String ofLetter) {
    return field == null || field.equals(StringNode.valueOf(ofLetter));
  }

  /** This dead letter with a corrected command. */
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
   * Parses an element of the list of dead letters.
   *
   * @throws tools.jackson.core.JacksonException when it is not a dead letter
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

  /** When a worker first took the command, else when the command was dead-lettered. */
  public Instant seen() {
    return firstSeen == null ? failedAt : firstSeen;
  }

  /** The command id in events. */
  public String commandId() {
    return CommandParser.parse(replayPayload()).commandId();
  }

  /**
   * The payload for a replay. It keeps the ids, and it keeps the time from which relative days
   * count, so the command asks for the same days.
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

  /** The fields of a payload; none when it is malformed. */
  private static Map<String, JsonNode> fieldsOf(String payload) {
    try {
      return fieldsOf(PayloadReader.parseObject(payload));
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
