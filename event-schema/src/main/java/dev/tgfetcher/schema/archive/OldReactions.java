package dev.tgfetcher.schema.archive;

import dev.tgfetcher.schema.message.ReactionType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the reactions of version 1.0: a list of objects, or an object from the emoji to the count
 * or to the users.
 */
final class OldReactions {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OldReactions() {}

  static ArrayNode of(JsonNode old) {
    ArrayNode reactions = NODES.arrayNode();
    if (old.isObject()) {
      old.forEachEntry((emoji, value) -> reactions.add(reaction(emoji, value)));
      return reactions;
    }
    for (JsonNode element : old) {
      JsonNode emoji = element.path("emoji");
      reactions.add(reaction(emoji.asString(element.path("reaction").asString("?")), element));
    }
    return reactions;
  }

  /**
   * @param value the count, the users, or an object of both
   */
  private static ObjectNode reaction(String emoji, JsonNode value) {
    JsonNode users = value.isArray() ? value : value.path("users");
    JsonNode count = value.isObject() ? value.path("count") : value;
    ObjectNode reaction = NODES.objectNode();
    reaction.put("emoji", emoji);
    reaction.put("count", count.isNumber() ? count.asInt(0) : users.size());
    reaction.set("users", users.isArray() ? ids(users) : NODES.nullNode());
    reaction.put("type", ReactionType.EMOJI.wireName());
    return reaction;
  }

  private static ArrayNode ids(JsonNode users) {
    ArrayNode ids = NODES.arrayNode();
    for (JsonNode user : users) {
      JsonNode id = OldValues.idOrNull(user);
      if (id.isNumber()) {
        ids.add(id);
      }
    }
    return ids;
  }
}
