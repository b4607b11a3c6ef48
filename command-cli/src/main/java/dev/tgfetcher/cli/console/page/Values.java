package dev.tgfetcher.cli.console.page;

import dev.tgfetcher.cli.terminal.Age;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Formats values of JSON for people. */
final class Values {
  private Values() {}

  /** A text, a number, or a list of them; empty for null. */
  static String text(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(Values::text).collect(Collectors.joining(", "));
    }
    return value.isNull() || value.isMissingNode() || value.isObject() ? "" : value.asString();
  }

  static String number(JsonNode value) {
    if (value.isIntegralNumber()) {
      return number(value.asLong());
    }
    return value.isNumber() ? String.format(Locale.ROOT, "%,.1f", value.asDouble()) : text(value);
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A time in whole seconds, as in {@code 2025-11-07 10:30:00}; all times are UTC. */
  static String time(JsonNode value) {
    try {
      Instant time = Instant.parse(text(value));
      return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", "");
    } catch (DateTimeException foreign) {
      return text(value);
    }
  }

  /** The time since then. */
  static String age(JsonNode value, Instant now) {
    try {
      return Age.of(Instant.parse(text(value)), now);
    } catch (DateTimeException foreign) {
      return "";
    }
  }

  /** A duration in seconds; empty for null. */
  static String seconds(JsonNode value) {
    return value.isNumber() ? Age.ofSeconds(Math.round(value.asDouble())) : "";
  }
}
