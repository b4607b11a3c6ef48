package dev.tgfetcher.cli.redis;

import dev.tgfetcher.redis.RedisConnection;
import java.time.Instant;
import java.util.List;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** The clock of the Redis server, which all workers use. */
public final class RedisTime {
  private RedisTime() {}

  public static Instant now(RedisConnection redis) {
    List<Object> time =
        redis
            .commands()
            .getScript(StringCodec.INSTANCE)
            .eval(RScript.Mode.READ_ONLY, "return redis.call('TIME')", RScript.ReturnType.LIST);
    long seconds = Long.parseLong(time.get(0).toString());
    return Instant.ofEpochSecond(seconds, Long.parseLong(time.get(1).toString()) * 1_000);
  }
}
