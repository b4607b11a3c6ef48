package dev.tgfetcher.testing;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.Map;

/** A test's own queue on a real Redis, with a connection that ends with the test. */
public final class TestRedis implements AutoCloseable {
  private final String url;
  private final RedisKeys keys;
  private RedisConnection connection;

  /** A queue of that name on a server of the test's own. */
  public TestRedis(String url, String queue) {
    this.url = url;
    this.keys = new RedisKeys(queue, queue + "_events");
  }

  /** What a program would find in REDIS_URL. */
  public String url() {
    return url;
  }

  /** The same, with the names of the test's queue. */
  public Map<String, String> environment() {
    return Map.of(
        "REDIS_URL", url,
        "COMMANDS_QUEUE", keys.queue(),
        "EVENTS_CHANNEL", keys.eventsChannel());
  }

  /** Names that no other test uses. */
  public RedisKeys keys() {
    return keys;
  }

  public synchronized RedisConnection connection() {
    if (connection == null) {
      connection = RedisConnection.open(RedisAddress.parse(url), 2);
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
