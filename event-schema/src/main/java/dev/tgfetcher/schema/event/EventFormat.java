package dev.tgfetcher.schema.event;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.WireName;

/**
 * The format of events in the stream ({@code EVENTS_FORMAT}). The channel always has plain ones.
 */
public enum EventFormat {
  /** The event itself. */
  PLAIN,
  /** A {@link CloudEvent} around it. */
  CLOUDEVENTS;

  @JsonValue
  public String wireName() {
    return WireName.of(this);
  }

  /** The event in JSON. */
  public String json(Event event) {
    return switch (this) {
      case PLAIN -> event.toJson();
      case CLOUDEVENTS -> Json.MAPPER.writeValueAsString(CloudEvent.of(event));
    };
  }
}
