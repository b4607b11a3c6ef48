package dev.tgfetcher.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a payload from strangers into a JSON object that can be written back unchanged. */
final class Payload {
  static final String FIELD = "payload";
  static final int MAX_BYTES = 64 * 1024;
  static final int MAX_DEPTH = 8;

  private static final int MAX_PROBLEM = 200;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Payload() {}

  static String decode(byte[] payload) {
    if (payload.length > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidField(FIELD, "is not UTF-8");
    }
  }

  static ObjectNode object(String payload) {
    if (payload.length() > MAX_BYTES || payload.getBytes(UTF_8).length > MAX_BYTES) {
      throw tooLarge();
    }
    if (!(tree(payload) instanceof ObjectNode object)) {
      throw new InvalidField(FIELD, "is not a JSON object");
    }
    for (var field : object.properties()) {
      requireUnicode(field.getKey(), "a field's name");
      requireTame(field.getValue(), printable(field.getKey()), MAX_DEPTH - 1);
    }
    return object;
  }

  private static InvalidField tooLarge() {
    return new InvalidField(FIELD, "is larger than 64 KiB");
  }

  static boolean isPrintable(String text) {
    return !UNPRINTABLE.matcher(text).find();
  }

  private static JsonNode tree(String payload) {
    try {
      return Json.MAPPER.readTree(payload);
    } catch (JacksonException e) {
      throw new InvalidField(FIELD, "is not JSON: " + printable(JsonProblem.of(e)));
    }
  }

  private static void requireTame(JsonNode value, String field, int depth) {
    if (value.isContainer() && depth == 0) {
      throw new InvalidField(field, "is nested deeper than " + MAX_DEPTH);
    }
    if (value.isString()) {
      requireUnicode(value.asString(), field);
    }
    for (var member : value.properties()) {
      requireUnicode(member.getKey(), field);
    }
    for (JsonNode child : value) {
      requireTame(child, field, depth - 1);
    }
  }

  /** An unpaired surrogate cannot be written as UTF-8. */
  private static void requireUnicode(String text, String field) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidField(field, "has half a surrogate pair");
    }
  }

  private static String printable(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll("?");
    return line.length() <= MAX_PROBLEM ? line : line.substring(0, MAX_PROBLEM) + "...";
  }
}
