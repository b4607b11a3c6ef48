package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.QueueCount;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.RedisUsage;
import dev.tgfetcher.testing.TestRedis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;

/** The commands that Redis runs for the roles of a worker, in small and in large fleets. */
class FleetCostTest {
  private static final int MANY = 1000;

  @TempDir Path folder;
  private RedisServerProcess server;
  private TestRedis redis;
  private WorkerRegistry workers;
  private QueueState state;

  @BeforeEach
  void start() {
    server = RedisServerProcess.start(folder, "--appendfsync", "no");
    redis = new TestRedis(server.url(), "tg_commands");
    workers = new WorkerRegistry(redis.connection(), redis.keys());
    state = new QueueState(redis);
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private Reaper reaper(RedisConnection connection, String worker) {
    return new Reaper(
        new WorkerRegistry(connection, redis.keys()),
        worker,
        connection.commands().getLock(redis.keys().reaperLock()),
        QueueFixtures.reclaimer(redis));
  }

  private RedisUsage usage() {
    return RedisUsage.of(URI.create(server.url()).getPort());
  }

  /** The calls of a round, after one that loads the scripts. */
  private long calls(Role role) {
    role.runOnce();
    long before = usage().allCalls();
    role.runOnce();
    return usage().allCalls() - before;
  }

  private void beat(int count) {
    for (int worker = 0; worker < count; worker++) {
      workers.recordHeartbeat("w" + worker, "nonce", Heartbeat.TTL, Map.of("host", "here"));
    }
  }

  @Test
  void a_look_of_the_reaper_does_not_cost_more_in_a_large_fleet() {
    Reaper reaper = reaper(redis.connection(), WORKER);
    beat(10);
    long few = calls(reaper);

    beat(MANY);

    assertThat(calls(reaper)).isEqualTo(few).isLessThan(15);
  }

  @Test
  void a_worker_that_is_not_the_reaper_asks_for_the_lock_alone() {
    beat(MANY);
    reaper(redis.connection(), WORKER).runOnce();
    try (RedisConnection other = RedisConnection.open(RedisAddress.parse(server.url()), 1)) {
      assertThat(calls(reaper(other, "other-2-000000"))).isLessThan(6);
    }
  }

  @Test
  void a_look_reads_the_next_part_of_a_large_database() {
    server.send("DEBUG POPULATE 20000");
    redis.connection().commands().getList(redis.keys().processing("older")).add(payload(1));
    Reaper reaper = reaper(redis.connection(), WORKER);
    long before = usage().callsOf("scan");
    reaper.runOnce();
    assertThat(usage().callsOf("scan") - before).isOne();

    for (int look = 0; look < 21 + Reaper.LOOKS; look++) {
      reaper.runOnce();
    }

    state.hasPending(payload(1));
  }

  @Test
  void many_workers_look_at_many_twins_ten_times_a_second() {
    DelayedCommands delayed = QueueFixtures.delayed(redis);
    redis
        .connection()
        .commands()
        .<String>getList(redis.keys().twins(), StringCodec.INSTANCE)
        .addAll(Collections.nCopies(500, "1 {tg_commands}:meta:running " + payload(1)));
    long start = System.nanoTime();
    long before = usage().callsOf("lrange");

    for (int worker = 0; worker < MANY; worker++) {
      delayed.promoteDue(10);
    }

    long looks = Duration.ofNanos(System.nanoTime() - start).toMillis() / 100 + 1;
    assertThat(usage().callsOf("lrange") - before).isBetween(1L, looks);
  }

  @Test
  void a_round_of_the_queue_watch_counts_a_part_of_a_large_fleet() {
    QueueCounter counter =
        new QueueCounter(redis.connection(), redis.keys(), workers, QueueFixtures.CLOCK);
    for (int worker = 0; worker < 2 * MANY; worker++) {
      state.leaseTo("w" + worker, payload(worker));
    }
    assertThat(calls(watch(counter))).isLessThan(2 * MANY);
    QueueCounter next =
        new QueueCounter(redis.connection(), redis.keys(), workers, QueueFixtures.CLOCK);
    assertThat(processing(next.countNext())).isBetween(100L, 1000L);

    for (int round = 0; round < 20; round++) {
      List<QueueCount> unused = next.countNext();
    }

    assertThat(processing(next.countNext())).isEqualTo(2 * MANY);
    assertThat(processing(counter.count())).isEqualTo(2 * MANY);
  }

  private QueueWatch watch(QueueCounter counter) {
    return new QueueWatch(
        counter, redis.connection().commands().getLock(redis.keys().upkeepLock()), counts -> {});
  }

  private static long processing(List<QueueCount> counts) {
    return counts.stream()
        .filter(count -> count.place() == QueueCount.Place.PROCESSING)
        .mapToLong(QueueCount::commands)
        .sum();
  }
}
