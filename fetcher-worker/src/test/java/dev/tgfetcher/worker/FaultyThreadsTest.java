package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.Scrape;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;

/** Unexpected failures in the threads of a worker. Each is counted, and the thread goes on. */
@ExtendWith(RedisServerExtension.class)
class FaultyThreadsTest {
  private static final String ID = "faulty";

  @TempDir Path folder;

  @Test
  void a_fault_ends_one_round_and_is_counted(TestRedis redis) throws Exception {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    builder
        .supergroup("ru_python", "Python")
        .joinedBy(account)
        .add(m -> m.at("2025-11-07T12:00:00Z").from(builder.user(501, "Anna")).text("one"));
    QueueState queue = new QueueState(redis);
    String session = "session-" + UUID.randomUUID();
    List<String> keys =
        List.of(
            redis.keys().delayed(),
            redis.keys().failed(),
            redis.keys().processing("zombie"),
            redis.keys().processing(ID),
            redis.keys().sessionLock(session));
    Path unreadable = folder.resolve("data/.outbox/gone/000000000001.json");
    try (TestTelegram telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"))) {
      telegram.logIn(session, account);
      Files.createDirectories(unreadable);
      keys.subList(0, 4).forEach(key -> setWrongType(redis, key));
      try (TestWorker worker =
          TestWorker.start(redis, telegram, folder, Map.of("WORKER_ID", ID, "DEDUP_TTL", "1m"))) {
        String address =
            await().until(() -> address(redis), known -> known != null && !known.isEmpty());
        queue.push("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\"}");
        setWrongType(redis, keys.get(4));

        for (String thread :
            List.of(
                "reaper",
                "retry-scheduler",
                "dead-letter-watch",
                "stranded-leases",
                "queue-watch",
                "outbox-replay",
                "session-keeper",
                "processor")) {
          await().until(() -> failures(address, thread) >= 1);
        }
        for (String thread : List.of("heartbeat", "mark-renewal", "tdlib-receiver")) {
          assertThat(failures(address, thread)).as(thread).isNotNaN();
        }
        assertThat(HttpGet.get(address, "/health").body())
            .contains("\"reaper\":", "\"processor\":")
            .doesNotContain("\"heartbeat\":");

        Files.delete(unreadable);
        redis.connection().commands().getKeys().delete(keys.toArray(String[]::new));
        await().until(() -> Files.exists(folder.resolve("data/ru_python/2025-11-07.json")));
        assertThat(worker.exitCode()).isNotDone();
      }
    }
  }

  private static void setWrongType(TestRedis redis, String key) {
    redis.connection().commands().getKeys().delete(key);
    redis.connection().commands().getBucket(key, StringCodec.INSTANCE).set("of a wrong type");
  }

  private static String address(TestRedis redis) {
    return new WorkerRegistry(redis.connection(), redis.keys())
        .living()
        .getOrDefault(ID, Map.of())
        .get("http");
  }

  private static double failures(String address, String thread) {
    return Scrape.parse(HttpGet.get(address, "/metrics").body())
        .value("tgf_thread_failures_total", "thread", thread);
  }

  @Test
  void a_thread_of_a_pool_that_a_fault_ends_is_counted_and_replaced() throws Exception {
    Map<String, Double> shown = new HashMap<>();
    ThreadFailures failures =
        new ThreadFailures((thread, count) -> shown.put(thread, (double) count.getAsLong()));
    Thread ended = new Thread(FaultyThreadsTest::fault, "flood-reporter-7");
    ended.setUncaughtExceptionHandler(failures);
    ended.start();
    ended.join();

    assertThat(failures.counts()).isEqualTo(Map.of("flood-reporter", 1L));
    assertThat(shown).containsOnlyKeys("flood-reporter");
  }

  private static void fault() {
    throw new StackOverflowError("on purpose");
  }
}
