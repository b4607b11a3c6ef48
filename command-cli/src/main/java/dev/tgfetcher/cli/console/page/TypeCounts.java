package dev.tgfetcher.cli.console.page;

import dev.tgfetcher.schema.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The counts of error types as rows of a table. */
final class TypeCounts {
  private TypeCounts() {}

  static List<JsonNode> rows(JsonNode counts) {
    return counts.properties().stream()
        .map(count -> row(count.getKey(), count.getValue().asLong()))
        .toList();
  }

  private static JsonNode row(String type, long letters) {
    ObjectNode row = Json.MAPPER.createObjectNode();
    return row.put("error_type", type).put("letters", letters);
  }
}
