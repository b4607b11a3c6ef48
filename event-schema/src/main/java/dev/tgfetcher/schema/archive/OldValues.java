package dev.tgfetcher.schema.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads single values of version 1.0 in all the forms that the Python fetcher wrote. */
final class OldValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern ID = Pattern.compile("-?\\d{1,18}");

  private OldValues() {}

  /**
   * An id that is a number, a string such as {@code "42"}, {@code "user42"} or {@code
   * "channel_77"}, or an object with such a member; null for another value.
   */
  static JsonNode idOrNull(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value;
    }
    if (value.isObject()) {
      return value
          .valueStream()
          .map(OldValues::idOrNull)
          .filter(JsonNode::isNumber)
          .findFirst()
          .orElseGet(NODES::nullNode);
    }
    Matcher digits = ID.matcher(value.isString() ? value.stringValue() : "");
    return digits.find() ? NODES.numberNode(Long.parseLong(digits.group())) : NODES.nullNode();
  }

  /** A text, or the joined parts of a formatted text. */
  static JsonNode textOrNull(JsonNode value) {
    if (!value.isArray()) {
      return value.isString() ? value : NODES.nullNode();
    }
    return NODES.stringNode(
        value
            .valueStream()
            .map(part -> part.isObject() ? part.path("text") : part)
            .map(part -> part.asString(""))
            .collect(Collectors.joining()));
  }

  /** A name, or the name in an object. */
  static String name(JsonNode value, String otherwise) {
    if (value.isObject()) {
      for (String member : new String[] {"name", "from_name", "title", "username"}) {
        if (value.path(member).isString()) {
          return value.path(member).stringValue();
        }
      }
    }
    return value.isString() ? value.stringValue() : otherwise;
  }

  /** A time in seconds since 1970, or in ISO 8601; without a zone it is of UTC. */
  static @Nullable Instant time(JsonNode value) {
    if (value.isNumber()) {
      return Instant.ofEpochSecond(value.asLong(0));
    }
    String text = value.isString() ? value.stringValue().strip().replace(' ', 'T') : "";
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return withoutZone(text);
    }
  }

  private static @Nullable Instant withoutZone(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
