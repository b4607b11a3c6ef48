package dev.tgfetcher.archive.progress;

import dev.tgfetcher.schema.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of {@code progress.json} and of a chat's progress. Unknown fields, which other programs
 * add, stay unchanged. A malformed known field counts as absent.
 */
public final class ProgressJson {
  private final ObjectNode root;

  private ProgressJson(ObjectNode root) {
    this.root = root;
  }

  public static ProgressJson empty() {
    return new ProgressJson(Json.MAPPER.createObjectNode().put("version", "1.0"));
  }

  /** Empty when the JSON is no progress. */
  public static Optional<ProgressJson> parse(JsonNode json) {
    return json instanceof ObjectNode root && root.path("sources").isObject()
        ? Optional.of(new ProgressJson(root))
        : Optional.empty();
  }

  public byte[] bytes() {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  public NavigableSet<String> sources() {
    return new TreeSet<>(root.path("sources").propertyNames());
  }

  public SourceProgress source(String chat) {
    JsonNode source = root.path("sources").path(chat);
    NavigableSet<LocalDate> completed = new TreeSet<>();
    source.path("completed_dates").forEach(date -> dateOf(date).ifPresent(completed::add));
    JsonNode lastId = source.path("last_message_id");
    return new SourceProgress(
        dateOf(source.path("last_processed_date")),
        lastId.canConvertToLong() ? OptionalLong.of(lastId.asLong()) : OptionalLong.empty(),
        source.path("status").asString("").equals(Status.COMPLETED.word),
        source.path("message_count").asLong(0),
        completed);
  }

  public void put(String chat, SourceProgress progress, Instant now) {
    ObjectNode source = root.withObjectProperty("sources").withObjectProperty(chat);
    source.put(
        "last_processed_date", progress.lastProcessedDate().map(LocalDate::toString).orElse(null));
    if (progress.lastMessageId().isPresent()) {
      source.put("last_message_id", progress.lastMessageId().getAsLong());
    } else {
      source.putNull("last_message_id");
    }
    source.put("last_updated", now.truncatedTo(ChronoUnit.SECONDS).toString());
    source.put("status", (progress.upToDate() ? Status.COMPLETED : Status.INCOMPLETE).word);
    source.put("message_count", progress.messageCount());
    ArrayNode completed = source.putArray("completed_dates");
    progress.completedDates().forEach(date -> completed.add(date.toString()));
  }

  /** Takes over the fields of a chat in another file. */
  public void merge(String chat, ProgressJson other) {
    ObjectNode source = root.withObjectProperty("sources").withObjectProperty(chat);
    other
        .root
        .path("sources")
        .path(chat)
        .properties()
        .forEach(f -> source.set(f.getKey(), f.getValue()));
  }

  private static Optional<LocalDate> dateOf(JsonNode text) {
    try {
      return text.isString() ? Optional.of(LocalDate.parse(text.asString())) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private enum Status {
    COMPLETED("completed"),
    INCOMPLETE("incomplete");

    private final String word;

    Status(String word) {
      this.word = word;
    }
  }
}
