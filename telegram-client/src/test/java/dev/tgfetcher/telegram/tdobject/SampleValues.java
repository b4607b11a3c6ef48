package dev.tgfetcher.telegram.tdobject;

import java.util.Base64;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates JSON objects with a value in each field, down to some depth. */
final class SampleValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long LARGEST_INT53 = (1L << 53) - 1;

  private final TypeSchema schema;
  private int count;

  SampleValues(TypeSchema schema) {
    this.schema = schema;
  }

  ObjectNode object(String name, int depth) {
    TypeSchema.Struct struct = schema.struct(name);
    ObjectNode json = NODES.objectNode().put("@type", name);
    struct
        .all()
        .forEach(
            (field, type) -> {
              JsonNode value = value(JavaTypes.of(struct, field, type), struct, field, depth);
              if (!value.isNull()) {
                json.set(field, value);
              }
            });
    return json;
  }

  private JsonNode value(String javaType, TypeSchema.Struct struct, String field, int depth) {
    if (javaType.endsWith("[]") && !javaType.equals("byte[]")) {
      ArrayNode array = NODES.arrayNode();
      String element = javaType.substring(0, javaType.length() - 2);
      JsonNode first = value(element, struct, field, depth);
      return first.isNull() ? array : array.add(first).add(value(element, struct, field, depth));
    }
    count++;
    return switch (javaType) {
      case "boolean" -> NODES.booleanNode(count % 2 == 0);
      case "int" -> NODES.numberNode(Integer.MIN_VALUE + count);
      case "double" -> NODES.numberNode(count + 0.1);
      case "long" ->
          Int64Fields.contain(struct.name(), field)
              ? NODES.stringNode(String.valueOf(Long.MIN_VALUE + count))
              : NODES.numberNode(LARGEST_INT53 - count);
      case "java.lang.String" -> NODES.stringNode("\u0131 \ud83d\ude00 \" " + count);
      case "byte[]" ->
          NODES.stringNode(
              Base64.getEncoder().encodeToString(new byte[] {0, -1, 127, (byte) count}));
      default -> depth == 0 ? NODES.nullNode() : member(javaType, depth);
    };
  }

  private JsonNode member(String type, int depth) {
    Set<String> members = schema.members(type);
    return object(
        members.stream().skip(count % members.size()).findFirst().orElseThrow(), depth - 1);
  }
}
