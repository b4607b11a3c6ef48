package dev.tgfetcher.telegram.tdobject;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts JSON to objects of generated classes:
 *
 * <ol>
 *   <li>{@code @type} selects the class, and a field in snake case its field in camel case;
 *   <li>integers may be numbers or text, bytes are base64, and null leaves the default;
 *   <li>an unknown field, or a value of another type, is refused by name.
 * </ol>
 */
final class ObjectReader {
  private final ObjectTypes types;

  ObjectReader(ObjectTypes types) {
    this.types = types;
  }

  /**
   * Converts an object with all that it holds.
   *
   * @throws ObjectMappingException when the classes have no such object
   */
  Object read(JsonNode json) {
    ObjectType type = types.named(json.path("@type").asString(""));
    Object object = type.newObject();
    json.forEachEntry(
        (name, value) -> {
          if (!name.startsWith("@")) {
            set(type, object, name, value);
          }
        });
    return object;
  }

  private void set(ObjectType type, Object object, String name, JsonNode json) {
    String where = type.name() + "." + name;
    Field field = type.fields().get(name);
    if (field == null) {
      throw new ObjectMappingException("this TDLib has no " + where);
    }
    if (!json.isNull()) {
      ObjectType.set(field, object, value(field.getType(), json, where));
    }
  }

  private @Nullable Object value(Class<?> type, JsonNode json, String where) {
    if (type == boolean.class) {
      return require(json.isBoolean(), json, where).booleanValue();
    }
    if (type == int.class) {
      return int32(json, where);
    }
    if (type == long.class) {
      return integer(json, where);
    }
    if (type == double.class) {
      return require(json.isNumber(), json, where).doubleValue();
    }
    if (json.isNull()) {
      return null;
    }
    if (type == String.class) {
      return require(json.isString(), json, where).stringValue();
    }
    if (type == byte[].class) {
      return bytes(require(json.isString(), json, where), where);
    }
    return type.isArray() ? array(type, json, where) : object(type, json, where);
  }

  private Object array(Class<?> type, JsonNode json, String where) {
    require(json.isArray(), json, where);
    Object array = Array.newInstance(type.getComponentType(), json.size());
    for (int i = 0; i < json.size(); i++) {
      Array.set(array, i, value(type.getComponentType(), json.get(i), where + "[" + i + "]"));
    }
    return array;
  }

  private Object object(Class<?> type, JsonNode json, String where) {
    Object object = read(require(json.isObject(), json, where));
    require(type.isInstance(object), json, where);
    return object;
  }

  private static int int32(JsonNode json, String where) {
    long value = integer(json, where);
    require(value == (int) value, json, where);
    return (int) value;
  }

  private static long integer(JsonNode json, String where) {
    if (json.isString()) {
      try {
        return Long.parseLong(json.stringValue());
      } catch (NumberFormatException e) {
        throw refusal(json, where);
      }
    }
    boolean isExact = json.isIntegralNumber() && json.canConvertToLong();
    return require(isExact, json, where).longValue();
  }

  private static byte[] bytes(JsonNode json, String where) {
    try {
      return Base64.getDecoder().decode(json.stringValue());
    } catch (IllegalArgumentException e) {
      throw refusal(json, where);
    }
  }

  private static JsonNode require(boolean fits, JsonNode json, String where) {
    if (!fits) {
      throw refusal(json, where);
    }
    return json;
  }

  /** The value itself may be a secret. */
  private static ObjectMappingException refusal(JsonNode json, String where) {
    String type = json.path("@type").asString("");
    return new ObjectMappingException(
        "%s cannot be %s".formatted(where, type.isEmpty() ? "this " + json.getNodeType() : type));
  }
}
