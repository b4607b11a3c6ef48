package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tgfetcher.schema.json.StableIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all events have.
 *
 * @param eventId the same whenever the event is repeated, see {@link StableIds}
 * @param service the name of the fleet, {@code tg_fetcher} by default
 * @param traceparent the W3C trace context, left out when there is none
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

  /** The version of events that is written today. */
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

  /** The same, as a part of a trace, if there is one. */
  public EventEnvelope within(@Nullable String trace) {
    return new EventEnvelope(
        eventId, timestamp, service, correlationId, commandId, workerId, schemaVersion, trace);
  }

  /** An envelope of today's version, without a trace. */
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
