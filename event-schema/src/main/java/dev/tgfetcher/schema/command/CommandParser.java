package dev.tgfetcher.schema.command;

import static dev.tgfetcher.schema.command.CommandFields.required;

import dev.tgfetcher.schema.json.Sha256;
import java.util.List;
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
  /** The longest payload of a command. */
  public static final int MAX_BYTES = PayloadReader.MAX_BYTES;

  private static final int DERIVED_ID_LENGTH = 32;
  private static final String LIMIT_IGNORED =
      "limit is ignored, because the command has no mode: set mode to days to limit the messages";

  private CommandParser() {}

  public static ParsedCommand parse(byte[] payload) {
    String derivedId = derivedId(Sha256.hex(payload));
    try {
      return parse(PayloadReader.decode(payload), derivedId);
    } catch (InvalidFieldException e) {
      return invalid(e, derivedId, derivedId, null, null);
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
      return invalid(e, derivedId, derivedId, null, null);
    }
  }

  private static ParsedCommand parse(CommandFields fields, String derivedId) {
    String commandId = orElse(() -> fields.id("command_id"), derivedId);
    String correlationId = orElse(() -> fields.id("correlation_id"), commandId);
    try {
      return valid(fields, commandId, correlationId);
    } catch (InvalidFieldException e) {
      return invalid(
          e,
          commandId,
          correlationId,
          validOrNull(() -> fields.chat("chat")),
          validOrNull(() -> fields.batchId(FetchCommand.BATCH_ID)));
    }
  }

  private static ParsedCommand valid(CommandFields fields, String commandId, String correlationId) {
    if (!required("command", fields.text("command")).equals(FetchCommand.COMMAND)) {
      throw new InvalidFieldException("command", "must be fetch");
    }
    fields.id("command_id");
    fields.id("correlation_id");
    fields.batchId(FetchCommand.BATCH_ID);
    fields.integer(FetchCommand.BATCH_SIZE, 1, Integer.MAX_VALUE);
    ModeFields mode = ModeFields.of(fields);
    ChatRef chat = required("chat", fields.chat("chat"));
    FetchMode days = mode.toMode();
    Strategy strategy = strategy(mode);
    requirePriority(fields.text(FetchCommand.PRIORITY));
    boolean force = fields.flag("force");
    Integer limit = fields.integer("limit", 1, Integer.MAX_VALUE);
    boolean ignoresLimit = limit != null && mode.isDaysBack();
    return new ParsedCommand.Valid(
        new FetchCommand(
            chat,
            days,
            strategy,
            force,
            ignoresLimit ? null : limit,
            commandId,
            correlationId,
            fields.otherFields()),
        ignoresLimit ? List.of(LIMIT_IGNORED) : List.of());
  }

  private static void requirePriority(@Nullable String word) {
    if (word != null && Priority.parse(word).isEmpty()) {
      throw new InvalidFieldException(FetchCommand.PRIORITY, "must be normal or low");
    }
  }

  private static Strategy strategy(ModeFields mode) {
    String word = mode.strategy();
    if (word == null || mode.isModeInStrategy()) {
      return Strategy.BATCH;
    }
    return Strategy.parse(word)
        .orElseThrow(() -> new InvalidFieldException("strategy", "must be batch or per_day"));
  }

  private static ParsedCommand invalid(
      InvalidFieldException e,
      String commandId,
      String correlationId,
      @Nullable ChatRef chat,
      @Nullable String batchId) {
    return new ParsedCommand.Invalid(
        e.field(),
        e.problem(),
        commandId,
        correlationId,
        chat == null ? null : chat.folder(),
        batchId);
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
