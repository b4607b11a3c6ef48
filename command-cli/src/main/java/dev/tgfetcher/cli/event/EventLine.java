package dev.tgfetcher.cli.event;

import dev.tgfetcher.batch.UnchangedDay;
import dev.tgfetcher.schema.event.BatchCompleted;
import dev.tgfetcher.schema.event.CloudEvent;
import dev.tgfetcher.schema.event.CommandCompleted;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.json.Json;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An event as a line of text. It may come from another version or another program. */
public record EventLine(JsonNode event) {
  public static EventLine parse(String json) {
    try {
      return new EventLine(CloudEvent.plain(Json.MAPPER.readTree(json)));
    } catch (JacksonException e) {
      return new EventLine(JsonNodeFactory.instance.objectNode().put("event", json));
    }
  }

  public String name() {
    return field("event");
  }

  public String chat() {
    return field("chat");
  }

  public String date() {
    return field("date");
  }

  /** The number of days of a {@code fetch_skipped}. */
  public int skippedDays() {
    String first = field("first_date");
    return first.isEmpty()
        ? 1
        : Math.toIntExact(
            ChronoUnit.DAYS.between(LocalDate.parse(first), LocalDate.parse(date())) + 1);
  }

  /** The facts of a day that was read again without a difference; empty for other events. */
  public Optional<UnchangedDay> unchangedDay() {
    return Event.parse(event.toString()).orElse(null) instanceof FetchSkipped skipped
        ? UnchangedDay.of(skipped)
        : Optional.empty();
  }

  public String field(String name) {
    return event.path(name).asString("");
  }

  public long number(String name) {
    return event.path(name).asLong(0);
  }

  public String text() {
    return String.format(
            Locale.ROOT,
            "%-20s  %-21s  %-20s  %-10s  %s",
            field("timestamp"),
            name(),
            chat(),
            date(),
            detail())
        .stripTrailing();
  }

  /** The facts of the event besides its name, chat and date. */
  public String detail() {
    return switch (name()) {
      case MessagesFetched.NAME ->
          count("message_count") + incomplete() + "  " + field("file_path");
      case FetchProgress.NAME -> count("messages_fetched") + " so far";
      case FetchSkipped.NAME ->
          unchangedDay()
              .map(UnchangedDay::text)
              .orElseGet(
                  () ->
                      field("reason")
                          + (field("first_date").isEmpty() ? "" : ", from " + field("first_date")));
      case FetchFailed.NAME ->
          "attempt " + number("attempt") + ", " + field("error_type") + ": " + field("error");
      case CommandDeadLettered.NAME -> field("error_type") + ": " + field("error");
      case CommandCompleted.NAME ->
          field("outcome") + ", " + plural("days", "day") + ", " + count("message_count");
      case BatchCompleted.NAME ->
          "%s: %s, %d done, %d dead-lettered, %d cancelled"
              .formatted(
                  field("batch_id"),
                  plural("commands", "command"),
                  number("done"),
                  number("dead_lettered"),
                  number("cancelled"));
      default -> "";
    };
  }

  private String count(String field) {
    return String.format(Locale.ROOT, "%,d messages", number(field));
  }

  private String plural(String field, String noun) {
    long number = number(field);
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  private String incomplete() {
    return event.path("complete").asBoolean(true) ? "" : " (incomplete)";
  }
}
