package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.log.Logging;
import dev.tgfetcher.schema.json.Json;

/**
 * How to find what the log has of a command.
 *
 * @param logql for Loki
 * @param jq for the lines that a worker writes to standard output
 */
public record LogQuery(String logql, String jq) {
  public static LogQuery of(String correlationId) {
    String id = Json.MAPPER.writeValueAsString(correlationId);
    String condition = "fromjson? | select(.correlation_id == " + id + ")";
    return new LogQuery(
        "{app=\"" + Logging.APP + "\"} | correlation_id=" + id,
        "jq -cR '" + condition.replace("'", "'\\''") + "'");
  }
}
