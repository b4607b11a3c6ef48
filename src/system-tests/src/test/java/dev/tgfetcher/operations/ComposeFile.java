package dev.tgfetcher.operations;

import dev.tgfetcher.config.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A compose file, with its services by name. */
record ComposeFile(String name, Map<String, JsonNode> services) {
  static ComposeFile of(String name) {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    Repository.yaml(name).get("services").forEachEntry(services::put);
    return new ComposeFile(name, services);
  }

  String text() {
    return Repository.text(name);
  }

  /** The environment of a service; null for a variable that compose passes on. */
  Map<String, @Nullable String> environment(String service) {
    Map<String, @Nullable String> environment = new TreeMap<>();
    JsonNode node = services.get(service).path("environment");
    if (node.isObject()) {
      node.forEachEntry(
          (name, value) -> environment.put(name, value.isNull() ? null : value.asString()));
    }
    if (node.isArray()) {
      for (JsonNode entry : node) {
        String[] parts = entry.asString().split("=", 2);
        environment.put(parts[0], parts.length == 2 ? parts[1] : null);
      }
    }
    return environment;
  }

  Duration grace(String service) {
    return Optional.ofNullable(services.get(service).get("stop_grace_period"))
        .map(JsonNode::asString)
        .map(DurationText::parse)
        .orElseThrow(() -> new AssertionError(service + " has no stop_grace_period"));
  }

  /** The services that {@code base} does not have. */
  Map<String, JsonNode> without(ComposeFile base) {
    return services.entrySet().stream()
        .filter(service -> !base.services.containsKey(service.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
