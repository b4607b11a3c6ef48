package dev.tgfetcher.telegram.tdobject;

import java.lang.reflect.Array;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts objects of generated classes to the JSON of TDLib's JSON interface. As there, an absent
 * object is left out, an absent element of an array is null, and an int64 is text.
 */
final class ObjectWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectTypes types;

  ObjectWriter(ObjectTypes types) {
    this.types = types;
  }

  ObjectNode write(Object object) {
    ObjectType type = types.of(object.getClass());
    ObjectNode json = NODES.objectNode().put("@type", type.name());
    type.fields()
        .forEach(
            (name, field) -> {
              Object value = ObjectType.get(field, object);
              if (value != null) {
                json.set(name, node(value, Int64Fields.contain(type.name(), name)));
              }
            });
    return json;
  }

  private JsonNode node(@Nullable Object value, boolean isInt64) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Long number) {
      return isInt64 ? NODES.stringNode(number.toString()) : NODES.numberNode(number.longValue());
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(number.intValue());
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number.doubleValue());
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof String text) {
      return NODES.stringNode(text);
    }
    if (value instanceof byte[] bytes) {
      return NODES.stringNode(Base64.getEncoder().encodeToString(bytes));
    }
    return value.getClass().isArray() ? array(value, isInt64) : write(value);
  }

  private ArrayNode array(Object array, boolean isInt64) {
    ArrayNode json = NODES.arrayNode();
    for (int i = 0; i < Array.getLength(array); i++) {
      json.add(node(Array.get(array, i), isInt64));
    }
    return json;
  }
}
