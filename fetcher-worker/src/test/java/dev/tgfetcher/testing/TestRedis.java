package dev.tgfetcher.testing;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.Map;
import org.redisson.api.RKeys;

/** The queue of one test on a real Redis, with a connection that ends with the test. */
public final class TestRedis implements AutoCloseable {
  private final String url;
  private final RedisKeys keys;
  private RedisConnection connection;

  public TestRedis(String url, String queue) {
    this.url = url;
    this.keys = new RedisKeys(queue, queue + "_events");
  }

  /** The value for {@code REDIS_URL}. */
  public String url() {
    return url;
  }

  /** The environment of a worker or subcommand that uses this queue. */
  public Map<String, String> environment() {
    return Map.of(
        "REDIS_URL", url,
        "COMMANDS_QUEUE", keys.queue(),
        "EVENTS_CHANNEL", keys.eventsChannel());
  }

  /** The keys of this queue. No other test uses them. */
  public RedisKeys keys() {
    return keys;
  }

  public synchronized RedisConnection connection() {
    if (connection == null) {
      connection = RedisConnection.open(RedisAddress.parse(url), 2);
    }
    return connection;
  }

  /**
   * Lets time pass for keys that expire: each loses it of what is left of its life. A test cannot
   * set the clock of Redis.
   */
  public void pass(Duration time, String... names) {
    RKeys all = connection().commands().getKeys();
    for (String name : names) {
      long left = all.remainTimeToLive(name) - time.toMillis();
      if (left > 0) {
        boolean unused = connection().commands().getBucket(name).expire(Duration.ofMillis(left));
      } else if (all.remainTimeToLive(name) > 0) {
        all.delete(name);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
