package dev.tgfetcher.steering;

import dev.tgfetcher.schema.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pause that an operator began.
 *
 * @param who the operator
 * @param when its begin; null when unknown
 * @param until its end; null if it lasts until it is resumed
 * @param waiting the number of commands that wait for its end in a place of their own
 */
public record Pause(
    PauseTarget target,
    String who,
    @Nullable Instant when,
    @Nullable Instant until,
    String why,
    long waiting) {

  /** Reads a pause; what a foreign program wrote has no reason. */
  static Pause of(String field, String json, long waiting) {
    JsonNode value = tree(json);
    return new Pause(
        PauseTarget.of(field),
        value.path("who").asString(""),
        instant(value.path("when").asString("")),
        instant(value.path("until").asString("")),
        value.path("why").asString(""),
        waiting);
  }

  private static JsonNode tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JacksonException foreign) {
      return Json.MAPPER.createObjectNode();
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException foreign) {
      return null;
    }
  }

  String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("who", who).put("when", String.valueOf(when));
    json.put("until", until == null ? null : until.toString()).put("why", why);
    if (until != null) {
      json.put("until_ms", until.toEpochMilli());
    }
    return Json.MAPPER.writeValueAsString(json);
  }

  /** The pause for an operator, in one line. */
  public String text() {
    return "%s is paused%s by %s: %s"
        .formatted(target.text(), until == null ? "" : " until " + until, who, why);
  }
}
