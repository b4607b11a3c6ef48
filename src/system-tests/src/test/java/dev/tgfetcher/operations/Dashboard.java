package dev.tgfetcher.operations;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A dashboard of Grafana. */
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

  /** Whether the dashboard shows logs. */
  boolean isOfLoki() {
    return variables().anyMatch(variable -> variable.path("query").asString().equals("loki"));
  }

  Stream<JsonNode> variables() {
    return content.at("/templating/list").valueStream();
  }

  /** Every query with its panel, and with values in place of variables, as Grafana sends it. */
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
                                withValues(target.get("expr").asString()))));
  }

  private static String withValues(String expression) {
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
