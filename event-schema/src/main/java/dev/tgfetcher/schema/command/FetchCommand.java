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
import tools.jackson.databind.node.ObjectNode;

/**
 * A valid command to fetch days of a chat.
 *
 * @param limit stop after so many messages; null means no limit
 * @param correlationId travels into every log line, event and dead letter
 * @param kept {@code requested_by}, {@code timestamp} and whatever else the sender added, as it was
 */
public record FetchCommand(
    ChatRef chat,
    FetchMode mode,
    Strategy strategy,
    boolean force,
    @Nullable Integer limit,
    String commandId,
    String correlationId,
    Map<String, JsonNode> kept) {

  static final String VERB = "fetch";

  /** Kept like any other field of a sender's; a replay brings it. */
  public static final String FIRST_SEEN = "first_seen";

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** The fields that mean something to a worker; all others are kept. */
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
    if (!Collections.disjoint(kept.keySet(), FIELDS)) {
      throw new IllegalArgumentException("kept fields must not repeat the command's own");
    }
    kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
  }

  /** A command with all options at their defaults, that correlates with itself. */
  public static FetchCommand of(ChatRef chat, FetchMode mode, String commandId) {
    return new FetchCommand(
        chat, mode, Strategy.BATCH, false, null, commandId, commandId, Map.of());
  }

  /**
   * One day of this command, which has no limit, as a command of its own. Its id follows from this
   * one's and the day, so that fanning out again makes the same commands.
   */
  public FetchCommand forDay(LocalDate date) {
    return new FetchCommand(
        chat,
        new FetchMode.Day(date),
        Strategy.BATCH,
        force,
        null,
        StableIds.of(commandId, VERB, chat.folder(), date.toString()),
        correlationId,
        kept);
  }

  public @Nullable String requestedBy() {
    return keptText("requested_by");
  }

  /** When the sender says it was sent, as written. */
  public @Nullable String timestamp() {
    return keptText("timestamp");
  }

  /** The W3C trace that it is a part of; null when it brings none, or one that is malformed. */
  public @Nullable String traceparent() {
    String value = keptText("traceparent");
    return value != null && TRACEPARENT.matcher(value).matches() ? value : null;
  }

  /** When the sender says it was sent; empty when it does not say, or names no time zone. */
  public Optional<Instant> sentAt() {
    return moment(timestamp());
  }

  /**
   * The moment by which its relative days are counted: when a worker first took it, also before it
   * was given up and run again.
   *
   * @param here when a worker first took it this time
   */
  public Instant firstSeen(Instant here) {
    return moment(keptText(FIRST_SEEN)).filter(here::isAfter).orElse(here);
  }

  private static Optional<Instant> moment(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** The payload to push; parsing it gives an equal command. */
  public String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("command", VERB).put("chat", chat.canonical()).put("mode", mode.wireName());
    if (mode instanceof FetchMode.Day day) {
      json.put("date", day.date().toString());
    } else if (mode instanceof FetchMode.Days days) {
      json.put("days", days.days());
    } else if (mode instanceof FetchMode.Range range) {
      json.put("from", range.from().toString()).put("to", range.to().toString());
    }
    json.put("strategy", strategy.wireName()).put("force", force);
    if (limit != null) {
      json.put("limit", limit);
    }
    json.put("command_id", commandId).put("correlation_id", correlationId);
    json.setAll(kept);
    return Json.MAPPER.writeValueAsString(json);
  }

  private @Nullable String keptText(String name) {
    JsonNode value = kept.get(name);
    return value != null && value.isString() ? value.asString() : null;
  }
}
