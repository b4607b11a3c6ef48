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
 * @param element the exact bytes, by which scripts find it
 * @param sha256 of the element, in hex
 * @param letter the parsed letter; null if the element is no dead letter
 */
public record StoredLetter(Payload element, String sha256, @Nullable DeadLetter letter) {
  /** Long enough to distinguish a million letters. */
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

  /** The id, a hash of the content: identical letters have the same id. */
  public String id() {
    return sha256.substring(0, ID_LENGTH);
  }

  /** The first eight bytes of the hash. */
  long fingerprint() {
    return Long.parseUnsignedLong(sha256.substring(0, FINGERPRINT_LENGTH), 16);
  }

  /** The letter as a line of an export. */
  public String line() {
    return LetterLine.of(this);
  }

  /** The chat as the command names it; empty if it is unknown. */
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

  /** The name of the error type; {@code unreadable} if the element is no dead letter. */
  public String errorTypeName() {
    return errorType().map(ErrorType::wireName).orElse("unreadable");
  }

  /** When the command failed; the epoch if that is unknown. */
  public Instant failedAt() {
    return letter == null ? Instant.EPOCH : letter.failedAt();
  }

  /** How often a worker started the command. */
  public int attempts() {
    if (letter == null) {
      return 0;
    }
    int last = letter.errorType() == ErrorType.INTERRUPTED ? 0 : 1;
    return letter.retryCount() + letter.interruptions() + last;
  }

  /** Why the command is invalid; empty if it is valid. */
  public Optional<String> defect() {
    if (letter == null) {
      return Optional.of("it is no dead letter");
    }
    return CommandParser.parse(letter.replayPayload()) instanceof ParsedCommand.Invalid invalid
        ? Optional.of(invalid.message())
        : Optional.empty();
  }
}
