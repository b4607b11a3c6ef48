package dev.tgfetcher.cli.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TcpProxy;
import dev.tgfetcher.testing.TestRedis;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class PendingCommandsTest {
  private static FetchCommand command(int number) {
    return ((ParsedCommand.Valid) CommandParser.parse(QueueFixtures.payload(number))).command();
  }

  @Test
  void a_push_that_redis_does_not_acknowledge_is_made_once(TestRedis redis) {
    URI server = URI.create(redis.url());
    TcpProxy proxy = TcpProxy.to(server.getPort());
    String url = "redis://127.0.0.1:" + proxy.port() + server.getPath();
    try (RedisConnection muted = RedisConnection.open(RedisAddress.parse(url), 1)) {
      proxy.muteAfter("RPUSH");

      assertThatThrownBy(
              () -> new PendingCommands(muted, redis.keys()).push(List.of(command(1), command(2))))
          .hasMessageContaining("the commands may be in the queue");

      assertThat(new QueueState(redis).pending()).hasSize(2);
    } finally {
      proxy.close();
    }
  }
}
