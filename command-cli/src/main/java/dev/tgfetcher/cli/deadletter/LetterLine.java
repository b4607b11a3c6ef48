package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.JsonProblem;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A dead letter as a line of an export. An element that is no letter, or no single line, becomes
 * {@code {"element_base64":"..."}}. An import restores both to the byte.
 */
final class LetterLine {
  private static final String BYTES = "element_base64";

  private LetterLine() {}

  static String of(StoredLetter letter) {
    String text = letter.element().text();
    boolean isLine =
        letter.letter() != null
            && text.lines().count() == 1
            && Payload.of(text).equals(letter.element());
    if (isLine) {
      return text;
    }
    String bytes = Base64.getEncoder().encodeToString(letter.element().bytes());
    return Json.MAPPER.writeValueAsString(Json.MAPPER.createObjectNode().put(BYTES, bytes));
  }

  /**
   * Returns the element of a line.
   *
   * @throws IllegalArgumentException if the line is no dead letter; the message is for an operator
   */
  static Payload element(String line) {
    try {
      JsonNode json = Json.MAPPER.readTree(line);
      if (json.size() == 1 && json.path(BYTES).isString()) {
        return Payload.of(Base64.getDecoder().decode(json.path(BYTES).asString()));
      }
      DeadLetter.parse(line);
      return Payload.of(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no dead letter: " + JsonProblem.of(e), e);
    }
  }
}
