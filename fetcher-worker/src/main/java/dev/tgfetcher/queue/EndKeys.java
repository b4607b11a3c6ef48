package dev.tgfetcher.queue;

import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys that the end of a command changes, in the order of {@code end_command.lua}. */
public final class EndKeys {
  private EndKeys() {}

  /** The result of the command, the parts and the result of its split command, and its batch. */
  public static List<String> of(RedisKeys keys, ParsedCommand command) {
    if (command instanceof ParsedCommand.Valid valid) {
      return of(keys, valid.command());
    }
    ParsedCommand.Invalid invalid = (ParsedCommand.Invalid) command;
    return of(
        keys,
        invalid.commandId(),
        new FetchCommand.Whole(invalid.commandId(), 0),
        invalid.batchId());
  }

  static List<String> of(RedisKeys keys, FetchCommand command) {
    FetchCommand.Whole none = new FetchCommand.Whole(command.commandId(), 0);
    return of(keys, command.commandId(), command.whole().orElse(none), command.batchId());
  }

  private static List<String> of(
      RedisKeys keys, String commandId, FetchCommand.Whole whole, @Nullable String batchId) {
    return List.of(
        keys.result(commandId),
        keys.parts(whole.commandId(), whole.run()),
        keys.result(whole.commandId()),
        keys.batch(Objects.requireNonNullElse(batchId, "")));
  }
}
