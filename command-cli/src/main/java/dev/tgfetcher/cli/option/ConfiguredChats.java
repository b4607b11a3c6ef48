package dev.tgfetcher.cli.option;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.schema.json.Json;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Parses {@code TELEGRAM_CHATS}. */
public final class ConfiguredChats {
  private ConfiguredChats() {}

  /**
   * Returns the chats of a JSON array.
   *
   * @throws ConfigException if it is no JSON array of names and ids
   */
  public static List<String> parse(String json) {
    try {
      JsonNode array = Json.MAPPER.readTree(json);
      if (array.isArray() && array.valueStream().allMatch(ConfiguredChats::isChat)) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
      }
    } catch (JacksonException e) {
      // Reported below, like any other value that is no such array.
    }
    throw new ConfigException(
        List.of("TELEGRAM_CHATS must be a JSON array such as [\"@ru_python\", -1001234567890]"));
  }

  private static boolean isChat(JsonNode element) {
    return element.isString() || element.isIntegralNumber();
  }
}
