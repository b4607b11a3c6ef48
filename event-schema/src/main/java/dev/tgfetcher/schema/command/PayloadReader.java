package dev.tgfetcher.schema.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.JsonProblem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an untrusted payload into a JSON object that can be written back unchanged. */
public final class PayloadReader {
  static final String FIELD = "payload";
  static final int MAX_BYTES = 64 * 1024;
  static final int MAX_DEPTH = 8;

  /** Some programs of Windows begin a text with it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final int MAX_PROBLEM = 200;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private PayloadReader() {}

  static String decode(byte[] payload) {
    if (payload.length > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidFieldException(FIELD, "is not UTF-8");
    }
  }

  /**
   * Parses a payload.
   *
   * @throws InvalidFieldException when it is not a JSON object within the limits
   */
  public static ObjectNode parseObject(String payload) {
    if (payload.length() > MAX_BYTES || payload.getBytes(UTF_8).length > MAX_BYTES) {
      throw tooLarge();
    }
    if (!(tree(payload) instanceof ObjectNode object)) {
      throw new InvalidFieldException(FIELD, "is not a JSON object");
    }
    for (var field : object.properties()) {
      requireUnicode(field.getKey(), "a field's name");
      requireWithinLimits(field.getValue(), printable(field.getKey()), MAX_DEPTH - 1);
    }
    return object;
  }

  private static InvalidFieldException tooLarge() {
    return new InvalidFieldException(FIELD, "is larger than 64 KiB");
  }

  static boolean isPrintable(String text) {
    return !UNPRINTABLE.matcher(text).find();
  }

  private static JsonNode tree(String payload) {
    try {
      return Json.MAPPER.readTree(
          payload.startsWith(BYTE_ORDER_MARK) ? payload.substring(1) : payload);
    } catch (JacksonException e) {
      throw new InvalidFieldException(FIELD, "is not JSON: " + printable(JsonProblem.of(e)));
    }
  }

  private static void requireWithinLimits(JsonNode value, String field, int depth) {
    if (value.isContainer() && depth == 0) {
      throw new InvalidFieldException(field, "is nested deeper than " + MAX_DEPTH);
    }
    if (value.isString()) {
      requireUnicode(value.asString(), field);
    }
    for (var member : value.properties()) {
      requireUnicode(member.getKey(), field);
    }
    for (JsonNode child : value) {
      requireWithinLimits(child, field, depth - 1);
    }
  }

  /** An unpaired surrogate cannot be written as UTF-8. */
  private static void requireUnicode(String text, String field) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidFieldException(field, "has half a surrogate pair");
    }
  }

  private static String printable(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll("?");
    return line.length() <= MAX_PROBLEM ? line : line.substring(0, MAX_PROBLEM) + "...";
  }
}
