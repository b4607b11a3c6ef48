package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.log.Logging;
import dev.tgfetcher.schema.json.Json;

/**
 * The queries that find the log lines of a command.
 *
 * @param logql the query for Loki
 * @param jq the filter for lines that a worker wrote to standard output
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
