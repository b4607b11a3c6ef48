package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;

import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.schema.json.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The listed dead letters by error type and text, the largest group first. */
final class LetterGroups {
  private static final int MOST = 20;

  private final JsonNode letters;
  private final ConsoleRequest request;

  LetterGroups(JsonNode letters, ConsoleRequest request) {
    this.letters = letters;
    this.request = request;
  }

  Html table() {
    return new DataTable("The listed letters by error")
        .number("Letters", "letters")
        .column("Error type", this::type)
        .column("Error", "error")
        .of(groups(), "There is nothing to group.");
  }

  private List<JsonNode> groups() {
    Map<List<String>, Long> counts = new LinkedHashMap<>();
    for (JsonNode letter : letters) {
      List<String> group =
          List.of(Values.text(letter.path("error_type")), Values.text(letter.path("error")));
      counts.merge(group, 1L, Long::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<List<String>, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST)
        .map(group -> row(group.getKey(), group.getValue()))
        .toList();
  }

  private static JsonNode row(List<String> group, long count) {
    ObjectNode row = Json.MAPPER.createObjectNode();
    return row.put("error_type", group.get(0)).put("error", group.get(1)).put("letters", count);
  }

  private Html type(JsonNode group) {
    String type = Values.text(group.path("error_type"));
    Map<String, List<String>> values = new HashMap<>(request.query());
    values.put("error_type", List.of(type));
    return el("a", attr("href", Links.with("/dead-letters", values)), type);
  }
}
