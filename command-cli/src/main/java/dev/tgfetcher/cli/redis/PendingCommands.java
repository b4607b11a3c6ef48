package dev.tgfetcher.cli.redis;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Priority;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.StringCodec;

/** The two lists that schedulers push to: one for each priority. */
public record PendingCommands(RedisConnection redis, RedisKeys keys) {
  /**
   * Pushes the commands of each priority in one request, which is never repeated: a second copy
   * would run as well.
   *
   * @throws RedisException if Redis refuses the push, or does not acknowledge it; then the commands
   *     may be in the queue
   */
  public void push(List<FetchCommand> commands) {
    try {
      for (Priority priority : Priority.values()) {
        push(priority, commands);
      }
    } catch (RedisException failure) {
      if (!RedisFailure.isAway(failure)) {
        throw failure;
      }
      throw new RedisTimeoutException(
          "Redis did not acknowledge the push, so that the commands may be in the queue: see"
              + " 'tg-fetcher queue list' before you push them again");
    }
  }

  private void push(Priority priority, List<FetchCommand> commands) {
    List<String> payloads =
        commands.stream()
            .filter(command -> command.priority() == priority)
            .map(FetchCommand::toJson)
            .toList();
    if (!payloads.isEmpty()) {
      redis.blocking().getList(listOf(priority), StringCodec.INSTANCE).addAll(payloads);
    }
  }

  private String listOf(Priority priority) {
    return switch (priority) {
      case NORMAL -> keys.pending();
      case LOW -> keys.low();
    };
  }
}
