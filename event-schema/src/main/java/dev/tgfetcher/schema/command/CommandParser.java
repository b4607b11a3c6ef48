package dev.tgfetcher.schema.command;

import static dev.tgfetcher.schema.command.CommandFields.required;

import dev.tgfetcher.schema.json.Sha256;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Parses the payload of a command. Any program may have pushed it, so the parser never throws.
 *
 * <ol>
 *   <li>The payload: UTF-8, at most 64 KiB, a JSON object without duplicate keys, at most 8 levels.
 *   <li>The ids, given or derived from the payload. An invalid command has ids too.
 *   <li>The fields. Older values and field names are valid as well.
 *   <li>The mode, given or inferred from the other fields.
 * </ol>
 */
public final class CommandParser {
  private static final int DERIVED_ID_LENGTH = 32;

  private CommandParser() {}

  public static ParsedCommand parse(byte[] payload) {
    String derivedId = derivedId(Sha256.hex(payload));
    try {
      return parse(PayloadReader.decode(payload), derivedId);
    } catch (InvalidFieldException e) {
      return invalid(e, derivedId, derivedId, null);
    }
  }

  public static ParsedCommand parse(String payload) {
    return parse(payload, derivedId(Sha256.hex(payload)));
  }

  /** The id of a command without {@code command_id}. */
  static String derivedId(String payloadSha256) {
    return payloadSha256.substring(0, DERIVED_ID_LENGTH);
  }

  private static ParsedCommand parse(String payload, String derivedId) {
    try {
      return parse(new CommandFields(PayloadReader.parseObject(payload)), derivedId);
    } catch (InvalidFieldException e) {
      return invalid(e, derivedId, derivedId, null);
    }
  }

  private static ParsedCommand parse(CommandFields fields, String derivedId) {
    String commandId = orElse(() -> fields.id("command_id"), derivedId);
    String correlationId = orElse(() -> fields.id("correlation_id"), commandId);
    try {
      return new ParsedCommand.Valid(command(fields, commandId, correlationId));
    } catch (InvalidFieldException e) {
      return invalid(e, commandId, correlationId, validOrNull(() -> fields.chat("chat")));
    }
  }

  private static FetchCommand command(
      CommandFields fields, String commandId, String correlationId) {
    if (!required("command", fields.text("command")).equals(FetchCommand.COMMAND)) {
      throw new InvalidFieldException("command", "must be fetch");
    }
    fields.id("command_id");
    fields.id("correlation_id");
    return new FetchCommand(
        required("chat", fields.chat("chat")),
        ModeFields.of(fields).toMode(),
        strategy(fields.text("strategy")),
        fields.flag("force"),
        fields.integer("limit", 1, Integer.MAX_VALUE),
        commandId,
        correlationId,
        fields.otherFields());
  }

  private static Strategy strategy(@Nullable String word) {
    if (word == null) {
      return Strategy.BATCH;
    }
    return Strategy.parse(word)
        .orElseThrow(() -> new InvalidFieldException("strategy", "must be batch or per_day"));
  }

  private static ParsedCommand invalid(
      InvalidFieldException e, String commandId, String correlationId, @Nullable ChatRef chat) {
    return new ParsedCommand.Invalid(
        e.field(), e.problem(), commandId, correlationId, chat == null ? null : chat.folder());
  }

  private static String orElse(Supplier<@Nullable String> field, String fallback) {
    String value = validOrNull(field);
    return value == null ? fallback : value;
  }

  /** A field of a command that may be invalid; null when the field is. */
  private static <T> @Nullable T validOrNull(Supplier<@Nullable T> field) {
    try {
      return field.get();
    } catch (InvalidFieldException e) {
      return null;
    }
  }
}
