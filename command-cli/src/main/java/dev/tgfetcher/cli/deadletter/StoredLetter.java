package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An element of the list of dead letters.
 *
 * @param element to the byte; scripts find it by them
 * @param sha256 of the element, in hex
 * @param letter what it says; null when it is no dead letter
 */
public record StoredLetter(Payload element, String sha256, @Nullable DeadLetter letter) {
  /** Enough to tell a million letters from each other. */
  static final int ID_LENGTH = 12;

  private static final int FINGERPRINT_LENGTH = 16;

  public static StoredLetter of(Payload element) {
    return new StoredLetter(element, element.sha256(), parse(element.text()));
  }

  private static @Nullable DeadLetter parse(String text) {
    try {
      return DeadLetter.parse(text);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Follows from the content: identical letters have the same one. */
  public String id() {
    return sha256.substring(0, ID_LENGTH);
  }

  /** The id in a form that is small in memory. */
  long fingerprint() {
    return Long.parseUnsignedLong(sha256.substring(0, FINGERPRINT_LENGTH), 16);
  }

  /** As a line of an export. */
  public String line() {
    return LetterLine.of(this);
  }

  /** As the command names it; empty when that is not known. */
  public String chat() {
    return field("chat");
  }

  public String requestedBy() {
    return field("requested_by");
  }

  private String field(String name) {
    if (letter == null) {
      return "";
    }
    @Nullable JsonNode value = letter.commandFields().get(name);
    return value == null ? "" : value.asString("");
  }

  public Optional<ErrorType> errorType() {
    return Optional.ofNullable(letter).map(DeadLetter::errorType);
  }

  /** The word that people and scripts know it by. */
  public String errorTypeName() {
    return errorType().map(ErrorType::wireName).orElse("unreadable");
  }

  /** When it died; long ago when that is not known. */
  public Instant failedAt() {
    return letter == null ? Instant.EPOCH : letter.failedAt();
  }

  /** How often a worker began with it. */
  public int attempts() {
    if (letter == null) {
      return 0;
    }
    int last = letter.errorType() == ErrorType.INTERRUPTED ? 0 : 1;
    return letter.retryCount() + letter.interruptions() + last;
  }

  /** Why no worker could obey it as it is; empty when one could. */
  public Optional<String> defect() {
    if (letter == null) {
      return Optional.of("it is no dead letter");
    }
    return CommandParser.parse(letter.replayPayload()) instanceof ParsedCommand.Invalid invalid
        ? Optional.of(invalid.message())
        : Optional.empty();
  }
}
