package dev.tgfetcher.session;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Five chats whose names are new to the account, which may look up few names. */
@ExtendWith(RedisServerExtension.class)
class NewChatsTest {
  private static final int CHATS = 5;

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private Account account;
  private TestTelegram telegram;
  private List<String> names;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    String nonce = UUID.randomUUID().toString().substring(0, 8);
    names = IntStream.range(0, CHATS).mapToObj(i -> "new_" + nonce + "_" + i).toList();
    WorldBuilder builder = World.builder();
    account =
        builder.account(
            "7999%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)), "12345");
    User anna = builder.user(501, "Anna");
    for (String name : names) {
      Chat group = builder.supergroup(name, name).joinedBy(account);
      group.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("a message"));
    }
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
  }

  @AfterEach
  void end() {
    telegram.close();
    String id = String.valueOf(account.user().id());
    redis.connection().commands().getKeys().deleteByPattern(redis.keys().limit(id, "*"));
  }

  private TestWorker work(String rate, String deferAfter) {
    TestWorker worker =
        TestWorker.start(
            redis, telegram, folder, Map.of("RATE_LIMIT_RESOLVE", rate, "DEFER_AFTER", deferAfter));
    await().until(() -> !new WorkerRegistry(redis.connection(), redis.keys()).living().isEmpty());
    return worker;
  }

  private static String command(String name) {
    return command(name, "2025-11-07");
  }

  private static String command(String name, String date) {
    return "{\"command\":\"fetch\",\"chat\":\"@%s\",\"date\":\"%s\"}".formatted(name, date);
  }

  private Path file(String name) {
    return file(name, "2025-11-07");
  }

  private Path file(String name, String date) {
    return folder.resolve("data").resolve(name).resolve(date + ".json");
  }

  private FileTime written(String name) {
    try {
      return Files.getLastModifiedTime(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void commands_that_wait_for_a_name_keep_their_places_in_line() {
    try (TestWorker worker = work("1/4s", "100ms")) {
      names.forEach(name -> queue.push(command(name)));

      await().atMost(LONG).until(() -> names.stream().allMatch(name -> Files.exists(file(name))));

      assertThat(names).isSortedAccordingTo((a, b) -> written(a).compareTo(written(b)));
      assertThat(telegram.emulator().requests().count("contacts.resolveUsername")).isEqualTo(CHATS);
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void a_known_chat_behind_new_ones_is_read_at_once() {
    String known = names.get(0);
    try (TestWorker worker = work("1/10m", "10m")) {
      queue.push(command(known));
      await().until(() -> Files.exists(file(known)));

      names.subList(1, CHATS).forEach(name -> queue.push(command(name)));
      queue.push(command(known, "2025-11-06"));

      await().until(() -> Files.exists(file(known, "2025-11-06")));
      queue.hasDelayed(
          names.subList(1, CHATS).stream().map(NewChatsTest::command).toArray(String[]::new));
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void a_burst_of_names_is_looked_up_at_once_and_the_next_one_waits() {
    try (TestWorker worker = work((CHATS - 1) + "+1/24h", "10s")) {
      names.forEach(name -> queue.push(command(name)));

      await().untilAsserted(() -> queue.hasDelayed(command(names.get(CHATS - 1))));

      assertThat(names.subList(0, CHATS - 1)).allMatch(name -> Files.exists(file(name)));
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    }
  }
}
