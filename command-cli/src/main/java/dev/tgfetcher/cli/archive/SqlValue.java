package dev.tgfetcher.cli.archive;

import dev.tgfetcher.schema.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts values of SQL to JSON and to cells of a table. */
final class SqlValue {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Characters that move the cursor or change the terminal; a message may have any. */
  private static final String CONTROL = "[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";

  private SqlValue() {}

  static JsonNode json(@Nullable Object value) throws SQLException {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Boolean bool) {
      return NODES.booleanNode(bool);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Array array) {
      return array((Object[]) array.getArray());
    }
    if (value instanceof Object[] array) {
      return array(array);
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof Struct struct) {
      return struct(struct);
    }
    if (value instanceof Blob blob) {
      return NODES.stringNode(
          Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length())));
    }
    if (value.getClass().getSimpleName().equals("JsonNode")) {
      return Json.MAPPER.readTree(value.toString());
    }
    return NODES.stringNode(text(value));
  }

  /** NaN and the infinities are no numbers of JSON. */
  private static JsonNode number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double fraction = number.doubleValue();
      return Double.isFinite(fraction)
          ? NODES.numberNode(new BigDecimal(number.toString()))
          : NODES.nullNode();
    }
    if (number instanceof BigInteger big) {
      return NODES.numberNode(big);
    }
    return number instanceof BigDecimal decimal
        ? NODES.numberNode(decimal)
        : NODES.numberNode(number.longValue());
  }

  private static JsonNode array(Object[] elements) throws SQLException {
    ArrayNode array = NODES.arrayNode();
    for (Object element : elements) {
      array.add(json(element));
    }
    return array;
  }

  private static JsonNode object(Map<?, ?> map) throws SQLException {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      object.set(String.valueOf(entry.getKey()), json(entry.getValue()));
    }
    return object;
  }

  private static JsonNode struct(Struct struct) throws SQLException {
    return struct instanceof org.duckdb.DuckDBStruct named
        ? object(named.getMap())
        : array(struct.getAttributes());
  }

  /** The value in a table: null is empty, and lists and structs are JSON. */
  static String cell(@Nullable Object value) throws SQLException {
    if (value == null) {
      return "";
    }
    boolean isNested =
        value instanceof Array || value instanceof Map<?, ?> || value instanceof Struct;
    boolean isBinary = value instanceof Blob;
    return printable(isNested || isBinary ? json(value).toString() : text(value));
  }

  /** The text in one line, without control characters. */
  static String printable(String text) {
    return text.replace("\r\n", " ").replaceAll("[\\n\\r\\t]", " ").replaceAll(CONTROL, "\uFFFD");
  }

  private static String text(Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime().toString();
    }
    return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
  }
}
