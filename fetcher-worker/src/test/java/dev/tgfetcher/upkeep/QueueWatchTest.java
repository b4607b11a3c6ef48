package dev.tgfetcher.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.queue.QueueCount;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisException;

/** The counts of the queue while Redis answers reads and refuses writes. */
class QueueWatchTest {
  @TempDir Path folder;
  private final AtomicReference<List<QueueCount>> counts = new AtomicReference<>(List.of());
  private RedisServerProcess server;
  private TestRedis redis;
  private QueueWatch watch;

  @BeforeEach
  void start() {
    server = RedisServerProcess.start(folder);
    redis = new TestRedis(server.url(), "tg_commands");
    new QueueState(redis).push("{\"command\":\"fetch\",\"chat\":\"@ru_python\"}");
    WorkerRegistry workers = new WorkerRegistry(redis.connection(), redis.keys());
    watch =
        new QueueWatch(
            new QueueCounter(redis.connection(), redis.keys(), workers, InstantSource.system()),
            redis.connection().commands().getLock(redis.keys().upkeepLock()),
            counts::set);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private List<Long> pending() {
    return counts.get().stream()
        .filter(count -> count.place() == QueueCount.Place.PENDING)
        .map(QueueCount::commands)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REPLICAOF 127.0.0.1 1", "CONFIG SET maxmemory 1"})
  void a_queue_that_no_worker_can_lock_is_counted_all_the_same(String fault) {
    server.send(fault);

    assertThatThrownBy(watch::runOnce).isInstanceOf(RedisException.class);

    assertThat(pending()).containsExactly(1L);
  }

  @Test
  void a_worker_that_had_the_lock_counts_on() {
    watch.runOnce();

    server.send("REPLICAOF 127.0.0.1 1");
    watch.runOnce();

    assertThat(pending()).containsExactly(1L);
  }

  @Test
  void a_redis_that_does_not_answer_leaves_no_old_counts() {
    watch.runOnce();

    server.kill();

    assertThatThrownBy(watch::runOnce).isInstanceOf(RedisException.class);
    assertThat(pending()).isEmpty();
  }
}
