package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tgfetcher.schema.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something that happened to a command, as it is published and kept in the stream. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(name = MessagesFetched.NAME, value = MessagesFetched.class),
  @JsonSubTypes.Type(name = FetchStarted.NAME, value = FetchStarted.class),
  @JsonSubTypes.Type(name = FetchProgress.NAME, value = FetchProgress.class),
  @JsonSubTypes.Type(name = FetchSkipped.NAME, value = FetchSkipped.class),
  @JsonSubTypes.Type(name = FetchFailed.NAME, value = FetchFailed.class),
  @JsonSubTypes.Type(name = CommandDeadLettered.NAME, value = CommandDeadLettered.class)
})
public sealed interface Event
    permits MessagesFetched,
        FetchStarted,
        FetchProgress,
        FetchSkipped,
        FetchFailed,
        CommandDeadLettered {

  /** The word in JSON. */
  String name();

  EventEnvelope envelope();

  /** The chat without {@code @}; null only for the dead letter of a command that named none. */
  @Nullable String chat();

  default String toJson() {
    return Json.MAPPER.writeValueAsString(this);
  }

  /**
   * Reads an event.
   *
   * @return empty for an event that this version does not know
   * @throws tools.jackson.core.JacksonException when it is no event at all
   */
  static Optional<Event> parse(String json) {
    JsonNode tree = Json.MAPPER.readTree(json);
    return switch (tree.path("event").asString("")) {
      case MessagesFetched.NAME,
          FetchStarted.NAME,
          FetchProgress.NAME,
          FetchSkipped.NAME,
          FetchFailed.NAME,
          CommandDeadLettered.NAME ->
          Optional.of(Json.MAPPER.treeToValue(tree, Event.class));
      default -> Optional.empty();
    };
  }
}
