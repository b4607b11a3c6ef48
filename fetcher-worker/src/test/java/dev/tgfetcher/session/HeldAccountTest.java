package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.fault.FloodLimit;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;

/** Commands of an account with a flood wait. */
@ExtendWith(RedisServerExtension.class)
class HeldAccountTest {
  private static final String FIRST =
      "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\"}";
  private static final String SECOND =
      "{\"command\":\"fetch\",\"chat\":\"@ru_java\",\"date\":\"2025-11-07\"}";

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private Account account;
  private Account other;
  private TestTelegram telegram;
  private TestWorker worker;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    account = account(builder);
    other = account(builder);
    User anna = builder.user(501, "Anna");
    for (String name : new String[] {"ru_python", "ru_java"}) {
      Chat group = builder.supergroup(name, name).joinedBy(account).joinedBy(other);
      group.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("a message"));
    }
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
  }

  /** A random phone number, because rate limits belong to an account in all of Redis. */
  private static Account account(WorldBuilder builder) {
    return builder.account(
        "7999%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)), "12345");
  }

  private void work() {
    work(Map.of());
  }

  private void work(Map<String, String> more) {
    worker = TestWorker.start(redis, telegram, folder, more);
    await().until(() -> !new WorkerRegistry(redis.connection(), redis.keys()).living().isEmpty());
  }

  @AfterEach
  void end() {
    assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    telegram.close();
    deleteRateLimits();
  }

  private void deleteRateLimits() {
    for (Account one : List.of(account, other)) {
      String id = String.valueOf(one.user().id());
      redis.connection().commands().getKeys().deleteByPattern(redis.keys().floodHold(id, "*"));
      redis.connection().commands().getKeys().deleteByPattern(redis.keys().limit(id, "*"));
    }
  }

  private String hold(String method) {
    return redis.keys().floodHold(String.valueOf(account.user().id()), method);
  }

  /** The number of floods that were reported to the fleet. */
  private String floods(String method) {
    String limit = redis.keys().limit(String.valueOf(account.user().id()), method);
    return redis
        .connection()
        .commands()
        .<String, String>getMap(limit, StringCodec.INSTANCE)
        .get("floods");
  }

  private boolean isHeld(String method) {
    return redis.connection().commands().getBucket(hold(method)).isExists();
  }

  @Test
  void a_long_flood_defers_the_command_without_an_attempt_and_leaves_the_others_pending() {
    work();
    telegram.emulator().faults().failNext("messages.search", 1, "FLOOD_WAIT_300");

    queue.push(FIRST);
    await().untilAsserted(() -> queue.hasDelayed(FIRST));
    queue.push(SECOND);

    assertThat(isHeld("history")).isTrue();
    assertThat(queue.counter(FIRST, "attempts")).isNull();
    await().during(Duration.ofSeconds(3)).untilAsserted(() -> queue.hasPending(SECOND));

    deleteRateLimits();
    await().until(() -> folder.resolve("data/ru_java/2025-11-07.json").toFile().exists());
  }

  @Test
  void a_short_flood_that_tdlib_waits_out_is_shared_at_once() {
    work();
    telegram.emulator().faults().failNext("messages.search", 1, "FLOOD_WAIT_3");
    telegram.emulator().faults().block("messages.search");

    queue.push(FIRST);

    await().until(() -> "1".equals(floods("history")));
    assertThat(folder.resolve("data/ru_python/2025-11-07.json")).doesNotExist();
    telegram.emulator().faults().unblock("messages.search");
    await().until(() -> folder.resolve("data/ru_python/2025-11-07.json").toFile().exists());
    assertThat(telegram.emulator().requests().refused("messages.search")).isEqualTo(1);
  }

  @Test
  void a_worker_with_two_accounts_goes_on_with_the_one_that_is_free() throws InterruptedException {
    telegram.logIn("second", other);
    redis.connection().commands().getBucket(hold("history")).set("", Duration.ofMinutes(10));
    work(Map.of("WORKER_CONCURRENCY", "2"));

    queue.push(FIRST);
    queue.push(SECOND);

    for (String chat : List.of("ru_python", "ru_java")) {
      await().until(() -> folder.resolve("data/" + chat + "/2025-11-07.json").toFile().exists());
    }
    assertThat(isHeld("history")).isTrue();
    String granted = redis.keys().limitGranted(String.valueOf(account.user().id()), "history");
    assertThat(redis.connection().commands().getKeys().countExists(granted)).isZero();
  }

  @Test
  void only_a_command_that_needs_a_held_class_is_deferred() {
    work();
    telegram
        .emulator()
        .faults()
        .limit("contacts.resolveUsername", FloodLimit.of(1, Duration.ofMinutes(10), 1));

    queue.push(FIRST);
    await().until(() -> folder.resolve("data/ru_python/2025-11-07.json").toFile().exists());
    queue.push(SECOND);
    await().untilAsserted(() -> queue.hasDelayed(SECOND));

    assertThat(isHeld("resolve")).isTrue();
    assertThat(isHeld("history")).isFalse();
    assertThat(queue.counter(SECOND, "attempts")).isNull();
  }
}
