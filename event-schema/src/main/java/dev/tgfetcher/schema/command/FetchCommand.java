package dev.tgfetcher.schema.command;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.StableIds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A valid command to fetch days of a chat.
 *
 * @param limit the number of messages after which the fetch stops; null for no limit
 * @param correlationId the id in all log lines, events and dead letters of the command
 * @param otherFields the fields that workers do not read, unchanged, such as {@code requested_by}
 *     and {@code timestamp}
 */
public record FetchCommand(
    ChatRef chat,
    FetchMode mode,
    Strategy strategy,
    boolean force,
    @Nullable Integer limit,
    String commandId,
    String correlationId,
    Map<String, JsonNode> otherFields) {

  static final String COMMAND = "fetch";

  /** Added by a replay: when a worker first took the command. One of the other fields. */
  public static final String FIRST_SEEN = "first_seen";

  /** The field with the name of the command's batch. One of the other fields. */
  public static final String BATCH_ID = "batch_id";

  /** The field with the number of commands in the batch. One of the other fields. */
  public static final String BATCH_SIZE = "batch_size";

  private static final String PART_OF = "part_of";
  private static final String PART_OF_RUN = "part_of_run";

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** One of the other fields: {@code normal} or {@code low}. */
  public static final String PRIORITY = "priority";

  /** The fields that workers read. */
  public static final Set<String> FIELDS =
      Set.of(
          "command",
          "chat",
          "mode",
          "date",
          "days",
          "days_back",
          "from",
          "to",
          "strategy",
          "force",
          "limit",
          "command_id",
          "correlation_id");

  public FetchCommand {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    CommandFields.requireId("command_id", commandId);
    CommandFields.requireId("correlation_id", correlationId);
    if (!Collections.disjoint(otherFields.keySet(), FIELDS)) {
      throw new IllegalArgumentException("other fields must not have the names of command fields");
    }
    otherFields = Collections.unmodifiableMap(new LinkedHashMap<>(otherFields));
  }

  /** A command with default options. Its correlation id is its command id. */
  public static FetchCommand of(ChatRef chat, FetchMode mode, String commandId) {
    return new FetchCommand(
        chat, mode, Strategy.BATCH, false, null, commandId, commandId, Map.of());
  }

  /**
   * A command for one day of this command, which has no limit. Its id is derived from this
   * command's id and the day, so a second fan-out creates equal commands.
   */
  public FetchCommand forDay(LocalDate date) {
    return new FetchCommand(
        chat,
        new FetchMode.Day(date),
        Strategy.BATCH,
        force,
        null,
        StableIds.of(commandId, COMMAND, chat.folder(), date.toString()),
        correlationId,
        otherFields);
  }

  /** The priority that the command asks for; normal if it has none. */
  public Priority priority() {
    String word = otherText(PRIORITY);
    return word == null ? Priority.NORMAL : Priority.parse(word).orElse(Priority.NORMAL);
  }

  /** This command with another priority. */
  public FetchCommand withPriority(Priority priority) {
    return with(Map.of(PRIORITY, StringNode.valueOf(priority.wireName())));
  }

  /** The split command of a part, and the run that split it. */
  public record Whole(String commandId, long run) {}

  /** This command as a part of a split command. */
  public FetchCommand asPartOf(Whole whole) {
    return with(
        Map.of(
            PART_OF, StringNode.valueOf(whole.commandId()),
            PART_OF_RUN, LongNode.valueOf(whole.run())));
  }

  /** The split command of which this one is a part; empty for other commands. */
  public Optional<Whole> whole() {
    String id = otherText(PART_OF);
    JsonNode run = otherFields.get(PART_OF_RUN);
    return id != null && run != null && run.isIntegralNumber() && run.canConvertToLong()
        ? Optional.of(new Whole(id, run.asLong()))
        : Optional.empty();
  }

  /** This command as one of a batch. */
  public FetchCommand inBatch(String batchId) {
    return with(Map.of(BATCH_ID, StringNode.valueOf(batchId)));
  }

  /** This command as one of a batch, which has so many commands. */
  public FetchCommand inBatch(String batchId, int size) {
    return with(Map.of(BATCH_ID, StringNode.valueOf(batchId), BATCH_SIZE, IntNode.valueOf(size)));
  }

  /** The batch of the command; null when it has none. */
  public @Nullable String batchId() {
    return otherText(BATCH_ID);
  }

  /** The number of commands in the batch, as the sender has it; null when it does not. */
  public @Nullable Integer batchSize() {
    JsonNode size = otherFields.get(BATCH_SIZE);
    return size != null && size.isIntegralNumber() ? Integer.valueOf(size.asInt()) : null;
  }

  private FetchCommand with(Map<String, JsonNode> more) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(otherFields);
    fields.putAll(more);
    return new FetchCommand(chat, mode, strategy, force, limit, commandId, correlationId, fields);
  }

  public @Nullable String requestedBy() {
    return otherText("requested_by");
  }

  /** The sender's {@code timestamp}, as text; null when there is none. */
  public @Nullable String timestamp() {
    return otherText("timestamp");
  }

  /** The W3C trace context of the sender; null when it is absent or malformed. */
  public @Nullable String traceparent() {
    String value = otherText("traceparent");
    return value != null && TRACEPARENT.matcher(value).matches() ? value : null;
  }

  /** The sender's {@code timestamp}; empty when it is absent, malformed, or without a time zone. */
  public Optional<Instant> sentAt() {
    return instant(timestamp());
  }

  /**
   * The time when a worker first took the command. Relative days count from it. A replay keeps the
   * time from before the dead letter.
   *
   * @param thisRun when a worker first took the command since it was pushed
   */
  public Instant firstSeen(Instant thisRun) {
    return instant(otherText(FIRST_SEEN)).filter(thisRun::isAfter).orElse(thisRun);
  }

  private static Optional<Instant> instant(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /** The payload to push. The parser turns it into an equal command. */
  public String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("command", COMMAND).put("chat", chat.canonical()).put("mode", mode.wireName());
    mode.writeTo(json);
    json.put("strategy", strategy.wireName()).put("force", force);
    if (limit != null) {
      json.put("limit", limit);
    }
    json.put("command_id", commandId).put("correlation_id", correlationId);
    json.setAll(otherFields);
    return Json.MAPPER.writeValueAsString(json);
  }

  private @Nullable String otherText(String name) {
    JsonNode value = otherFields.get(name);
    return value != null && value.isString() ? value.asString() : null;
  }
}
