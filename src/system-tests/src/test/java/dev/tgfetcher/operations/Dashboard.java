package dev.tgfetcher.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A dashboard that ships. */
record Dashboard(String fileName, JsonNode content) {
  static List<Dashboard> all() {
    return Repository.files("grafana/dashboards", ".json").stream().map(Dashboard::of).toList();
  }

  private static Dashboard of(Path file) {
    return new Dashboard(file.getFileName().toString(), Repository.json(file));
  }

  String uid() {
    return content.path("uid").asString();
  }

  List<JsonNode> panels() {
    return content.get("panels").valueStream().toList();
  }

  /** Whether it shows logs. */
  boolean isOfLoki() {
    return variables().anyMatch(variable -> variable.path("query").asString().equals("loki"));
  }

  Stream<JsonNode> variables() {
    return content.at("/templating/list").valueStream();
  }

  /** Every query as Grafana sends it, with the variables filled in; each with its panel's title. */
  Stream<Query> queries() {
    return panels().stream()
        .flatMap(
            panel ->
                panel
                    .get("targets")
                    .valueStream()
                    .map(
                        target ->
                            new Query(
                                uid() + ": " + panel.get("title").asString(),
                                filledIn(target.get("expr").asString()))));
  }

  private static String filledIn(String expression) {
    return expression
        .replace("$__rate_interval", "1m")
        .replace("$__auto", "1m")
        .replace("$instance", ".*")
        .replace("$level", ".*")
        .replace("$correlation_id", "")
        .replace("$text", "");
  }

  record Query(String panel, String expression) {
    @Override
    public String toString() {
      return panel;
    }
  }
}
