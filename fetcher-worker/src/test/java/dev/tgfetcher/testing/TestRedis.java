package dev.tgfetcher.testing;

import dev.tgfetcher.queue.RedisAddress;
import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.schema.RedisKeys;

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
