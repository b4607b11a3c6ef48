package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.Scrape;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.QueueWatch;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two workers watch one queue, each with its own registry. */
@ExtendWith(RedisServerExtension.class)
class QueueGaugesTest {
  private TestRedis redis;
  private Watcher first;
  private Watcher second;

  @BeforeEach
  void start(TestRedis redis) {
    this.redis = redis;
    new QueueState(redis).push("{\"command\":\"fetch\",\"chat\":\"@ru_python\"}");
    first = new Watcher(redis, "first");
    second = new Watcher(redis, "second");
  }

  @AfterEach
  void end() {
    first.close();
    second.close();
  }

  @Test
  void only_the_owner_of_the_lock_shows_the_queue() {
    first.watch.runOnce();
    second.watch.runOnce();

    assertThat(first.pending()).isEqualTo(1);
    assertThat(second.showsTheQueue()).isFalse();
  }

  @Test
  void a_worker_that_ends_leaves_the_queue_to_the_next_one() {
    first.watch.runOnce();

    first.watch.end();
    second.watch.runOnce();

    assertThat(first.showsTheQueue()).isFalse();
    assertThat(second.pending()).isEqualTo(1);
  }

  @Test
  void a_worker_that_lost_the_lock_stops_showing_the_queue() {
    first.watch.runOnce();
    redis.connection().commands().getKeys().delete(redis.keys().upkeepLock());
    second.watch.runOnce();

    first.watch.runOnce();

    assertThat(first.showsTheQueue()).isFalse();
    assertThat(second.pending()).isEqualTo(1);
  }

  private static final class Watcher implements AutoCloseable {
    private final Metrics metrics;
    private final RedisConnection connection;
    private final QueueWatch watch;

    Watcher(TestRedis redis, String worker) {
      metrics = new Metrics(10, "1.0", worker, InstantSource.system());
      connection = RedisConnection.open(RedisAddress.parse(redis.url()), 1);
      WorkerRegistry workers = new WorkerRegistry(connection, redis.keys());
      watch =
          new QueueWatch(
              new QueueCounter(connection, redis.keys(), workers, InstantSource.system()),
              connection.commands().getLock(redis.keys().upkeepLock()),
              metrics.queueGauges());
    }

    private Scrape scrape() {
      return Scrape.parse(metrics.scrape());
    }

    boolean showsTheQueue() {
      return scrape().has("tgf_queue_commands") || scrape().has("tgf_queue_oldest_age_seconds");
    }

    double pending() {
      return scrape().value("tgf_queue_commands", "state", "pending");
    }

    @Override
    public void close() {
      connection.close();
      metrics.close();
    }
  }
}
