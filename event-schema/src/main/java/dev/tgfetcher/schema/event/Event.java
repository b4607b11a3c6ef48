package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tgfetcher.schema.json.Json;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An event of a command or of a batch, on the channel and in the stream. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(name = MessagesFetched.NAME, value = MessagesFetched.class),
  @JsonSubTypes.Type(name = FetchStarted.NAME, value = FetchStarted.class),
  @JsonSubTypes.Type(name = FetchProgress.NAME, value = FetchProgress.class),
  @JsonSubTypes.Type(name = FetchSkipped.NAME, value = FetchSkipped.class),
  @JsonSubTypes.Type(name = FetchFailed.NAME, value = FetchFailed.class),
  @JsonSubTypes.Type(name = CommandDeadLettered.NAME, value = CommandDeadLettered.class),
  @JsonSubTypes.Type(name = CommandCompleted.NAME, value = CommandCompleted.class),
  @JsonSubTypes.Type(name = BatchCompleted.NAME, value = BatchCompleted.class)
})
public sealed interface Event
    permits MessagesFetched,
        FetchStarted,
        FetchProgress,
        FetchSkipped,
        FetchFailed,
        CommandDeadLettered,
        CommandCompleted,
        BatchCompleted {

  /** The value of {@code event} in JSON. */
  String name();

  EventEnvelope envelope();

  /** The chat without {@code @}; null when the command has no valid chat, and for a batch. */
  @Nullable String chat();

  /** The day of the event; null for an event that is of no single day. */
  default @Nullable LocalDate date() {
    return null;
  }

  default String toJson() {
    return Json.MAPPER.writeValueAsString(this);
  }

  /**
   * Parses an event, also one within a {@link CloudEvent}.
   *
   * @return empty for an unknown event
   * @throws tools.jackson.core.JacksonException when the text is malformed
   */
  static Optional<Event> parse(String json) {
    JsonNode tree = CloudEvent.plain(Json.MAPPER.readTree(json));
    return switch (tree.path("event").asString("")) {
      case MessagesFetched.NAME,
          FetchStarted.NAME,
          FetchProgress.NAME,
          FetchSkipped.NAME,
          FetchFailed.NAME,
          CommandDeadLettered.NAME,
          CommandCompleted.NAME,
          BatchCompleted.NAME ->
          Optional.of(Json.MAPPER.treeToValue(tree, Event.class));
      default -> Optional.empty();
    };
  }
}
