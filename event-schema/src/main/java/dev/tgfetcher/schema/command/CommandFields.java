package dev.tgfetcher.schema.command;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of a command by their types. A null field counts as absent. */
final class CommandFields {
  private static final int MAX_ID = 200;
  private static final int MAX_BATCH_ID = 128;
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final ObjectNode json;

  CommandFields(ObjectNode json) {
    this.json = json;
  }

  static void requireId(String name, String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(name + " must be 1 to 200 printable characters");
    }
  }

  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new InvalidFieldException(name, "is missing");
    }
    return value;
  }

  @Nullable String text(String name) {
    JsonNode value = present(name);
    return value == null ? null : checked(name, value, value.isString(), "a string").asString();
  }

  boolean flag(String name) {
    JsonNode value = present(name);
    return value != null && checked(name, value, value.isBoolean(), "true or false").asBoolean();
  }

  @Nullable Integer integer(String name, int min, int max) {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    checked(name, value, value.isIntegralNumber(), "an integer");
    if (!value.canConvertToInt() || value.asInt() < min || value.asInt() > max) {
      throw new InvalidFieldException(name, "must be from " + min + " to " + max);
    }
    return value.asInt();
  }

  @Nullable LocalDate date(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (!DATE.matcher(text).matches()) {
      throw new InvalidFieldException(name, "must be a date such as 2025-11-07");
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidFieldException(name, "is a date that does not exist");
    }
  }

  @Nullable String id(String name) {
    String id = text(name);
    if (id != null && !isId(id)) {
      throw new InvalidFieldException(name, "must be 1 to 200 printable characters");
    }
    return id;
  }

  @Nullable String batchId(String name) {
    String id = text(name);
    if (id != null && (!isId(id) || id.length() > MAX_BATCH_ID)) {
      throw new InvalidFieldException(name, "must be 1 to 128 printable characters");
    }
    return id;
  }

  @Nullable ChatRef chat(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    String text = value.isIntegralNumber() ? value.asString() : text(name);
    String given = required(name, text);
    return ChatRef.parse(given)
        .orElseThrow(() -> new InvalidFieldException(name, ChatRef.problem(given)));
  }

  /** The fields that workers do not read. */
  Map<String, JsonNode> otherFields() {
    Map<String, JsonNode> others = new LinkedHashMap<>();
    for (var field : json.properties()) {
      if (!FetchCommand.FIELDS.contains(field.getKey())) {
        others.put(field.getKey(), field.getValue());
      }
    }
    return others;
  }

  private @Nullable JsonNode present(String name) {
    return json.hasNonNull(name) ? json.get(name) : null;
  }

  private static JsonNode checked(String name, JsonNode value, boolean matches, String expected) {
    if (!matches) {
      String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
      throw new InvalidFieldException(name, "must be " + expected + ", not of type " + kind);
    }
    return value;
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.length() <= MAX_ID && PayloadReader.isPrintable(id);
  }
}
