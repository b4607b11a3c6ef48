package dev.tgfetcher.cli.redis;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.StringCodec;

/** The list that schedulers push to. */
public record PendingCommands(RedisConnection redis, RedisKeys keys) {
  /**
   * Pushes all commands in one request, which is never repeated: a second copy would run as well.
   *
   * @throws RedisException if Redis refuses the push, or does not acknowledge it; then the commands
   *     may be in the queue
   */
  public void push(List<FetchCommand> commands) {
    try {
      redis
          .blocking()
          .getList(keys.pending(), StringCodec.INSTANCE)
          .addAll(commands.stream().map(FetchCommand::toJson).toList());
    } catch (RedisException failure) {
      if (!RedisFailure.isAway(failure)) {
        throw failure;
      }
      throw new RedisTimeoutException(
          "Redis did not acknowledge the push, so that the commands may be in the queue: see"
              + " 'tg-fetcher queue list' before you push them again");
    }
  }
}
