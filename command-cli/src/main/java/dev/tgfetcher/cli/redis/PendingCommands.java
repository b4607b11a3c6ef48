package dev.tgfetcher.cli.redis;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.List;
import org.redisson.client.codec.StringCodec;

/** The list that schedulers push to. */
public record PendingCommands(RedisConnection redis, RedisKeys keys) {
  /** Pushes all commands in one request: if Redis is away, it pushes none. */
  public void push(List<FetchCommand> commands) {
    redis
        .commands()
        .getList(keys.pending(), StringCodec.INSTANCE)
        .addAll(commands.stream().map(FetchCommand::toJson).toList());
  }
}
