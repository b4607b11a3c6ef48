package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event as a structured CloudEvent of version 1.0.
 *
 * @param id the event's id; equal when the event is published again
 * @param source {@code /tg_fetcher}, or the other name of the fleet; the same for all its workers,
 *     because another worker may publish an event again
 * @param type {@code dev.tgfetcher.} and the event's name
 * @param subject the chat and the date, as far as the event has them, such as {@code
 *     ru_python/2025-11-07}
 * @param traceparent the W3C trace context
 * @param data the plain event; the last member, from which scripts take it
 */
@JsonPropertyOrder({
  "specversion",
  "id",
  "source",
  "type",
  "time",
  "subject",
  "datacontenttype",
  "traceparent",
  "data"
})
public record CloudEvent(
    @JsonProperty("specversion") String specVersion,
    String id,
    String source,
    String type,
    Instant time,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String subject,
    @JsonProperty("datacontenttype") String dataContentType,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceparent,
    Event data) {

  static final String SPEC_VERSION = "1.0";
  private static final String TYPE_PREFIX = "dev.tgfetcher.";

  public CloudEvent {
    requireNonNull(specVersion, "specversion");
    requireNonNull(id, "id");
    requireNonNull(source, "source");
    requireNonNull(type, "type");
    requireNonNull(time, "time");
    requireNonNull(dataContentType, "datacontenttype");
    requireNonNull(data, "data");
  }

  public static CloudEvent of(Event event) {
    EventEnvelope envelope = event.envelope();
    return new CloudEvent(
        SPEC_VERSION,
        envelope.eventId(),
        source(envelope.service()),
        TYPE_PREFIX + event.name(),
        envelope.timestamp(),
        subject(event),
        "application/json",
        envelope.traceparent(),
        event);
  }

  /** The plain event in JSON; the same when it is plain already. */
  public static JsonNode plain(JsonNode event) {
    return event.has("specversion") && event.path("data").isObject() ? event.path("data") : event;
  }

  private static String source(String service) {
    try {
      return new URI(null, null, "/" + service, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no part of a URI: " + service, e);
    }
  }

  private static @Nullable String subject(Event event) {
    LocalDate date = event.date();
    return event.chat() == null || date == null ? event.chat() : event.chat() + "/" + date;
  }
}
