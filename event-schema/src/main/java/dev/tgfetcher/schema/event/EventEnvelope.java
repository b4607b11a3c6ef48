package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tgfetcher.schema.json.StableIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields of all events.
 *
 * @param eventId equal when the event is published again, see {@link StableIds}
 * @param service the name of the fleet, {@code tg_fetcher} by default
 * @param traceparent the W3C trace context; absent in JSON when it is null
 */
public record EventEnvelope(
    String eventId,
    Instant timestamp,
    String service,
    String correlationId,
    String commandId,
    String workerId,
    String schemaVersion,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceparent) {

  /** The version of new events. */
  public static final String SCHEMA_VERSION = "1.1";

  public EventEnvelope {
    requireNonNull(eventId, "event_id");
    requireNonNull(timestamp, "timestamp");
    requireNonNull(service, "service");
    requireNonNull(correlationId, "correlation_id");
    requireNonNull(commandId, "command_id");
    requireNonNull(workerId, "worker_id");
    requireNonNull(schemaVersion, "schema_version");
  }

  /** This envelope with another trace context. */
  public EventEnvelope withTraceparent(@Nullable String trace) {
    return new EventEnvelope(
        eventId, timestamp, service, correlationId, commandId, workerId, schemaVersion, trace);
  }

  /** An envelope of the current version without a trace context. */
  public static EventEnvelope of(
      String eventId,
      Instant timestamp,
      String service,
      String correlationId,
      String commandId,
      String workerId) {
    return new EventEnvelope(
        eventId, timestamp, service, correlationId, commandId, workerId, SCHEMA_VERSION, null);
  }
}
