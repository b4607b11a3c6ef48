package dev.tgfetcher.operations;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The rules that Prometheus loads. */
final class AlertRules {
  static final String FILE = "src/prometheus/rules/tg-fetcher.yml";

  private AlertRules() {}

  /** The alerts, in the order of the file. */
  static List<JsonNode> alerts() {
    return Repository.yaml(FILE)
        .get("groups")
        .valueStream()
        .flatMap(group -> group.get("rules").valueStream())
        .filter(rule -> rule.has("alert"))
        .toList();
  }

  static List<String> names() {
    return alerts().stream().map(rule -> rule.get("alert").asString()).toList();
  }
}
