package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The archive's folder refuses writes for a while. The folder is a link to a disk. */
@ExtendWith(RedisServerExtension.class)
class StorageOutageTest {
  private static final int COMMANDS = 4;

  private final String session = "a-" + UUID.randomUUID();

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private TestTelegram telegram;

  @BeforeEach
  void start(TestRedis redis) throws Exception {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    User writer = builder.user(501, "Writer");
    Chat group = builder.supergroup("ru_python", "Python").joinedBy(anna);
    builder.supergroup("ru_java", "Java").joinedBy(anna);
    for (int day = 1; day <= COMMANDS; day++) {
      String date = "2025-11-0" + day + "T12:00:00Z";
      group.add(m -> m.at(date).from(writer).text("hello"));
    }
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn(session, anna);
    Files.createDirectory(folder.resolve("disk"));
    Files.createSymbolicLink(data(), folder.resolve("disk"));
  }

  @AfterEach
  void stop() {
    telegram.close();
  }

  @Test
  void commands_go_back_untouched_until_the_storage_can_be_written_again() throws Exception {
    try (TestWorker worker = worker()) {
      linkTo(Files.createFile(folder.resolve("no-folder")));
      for (int day = 1; day <= COMMANDS; day++) {
        queue.push(fetch(day));
      }

      awaitPage("/health", "\"storage\":\"down\"");
      assertThat(page("/health")).contains("the storage cannot be written: Cannot write ");
      assertThat(HttpGet.get(heartbeat("http"), "/health/ready").statusCode()).isEqualTo(503);
      awaitPage("/metrics", "tgf_circuit_state{target=\"storage\"} 2.0");
      await().until(() -> queue.pendingCount() == COMMANDS);
      assertNothingSpent();
      linkTo(folder.resolve("disk"));

      await().until(() -> fetched() == 1 + COMMANDS);
      awaitPage("/health", "\"storage\":\"up\"");
      assertNothingSpent();
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void a_file_that_refuses_is_a_failure_of_its_command_alone() throws Exception {
    try (TestWorker worker = worker()) {
      Files.createFile(data().resolve("ru_java"));

      queue.push(fetch(1).replace("ru_python", "ru_java"));

      await().until(() -> queue.deadLetters().size() == 1);
      assertThat(queue.deadLetters().get(0).errorType()).isEqualTo(ErrorType.STORAGE);
      assertThat(page("/health")).contains("\"storage\":\"up\"");
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  private TestWorker worker() {
    TestWorker worker =
        TestWorker.start(redis, telegram, folder, Map.of("MAX_RETRY_ATTEMPTS", "1"));
    queue.push(fetch(COMMANDS + 1));
    await().until(() -> fetched() == 1);
    return worker;
  }

  private void assertNothingSpent() {
    assertThat(queue.deadLetters()).isEmpty();
    for (int day = 1; day <= COMMANDS; day++) {
      assertThat(queue.counter(fetch(day), "attempts")).isNull();
    }
  }

  private static String fetch(int day) {
    return "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-0" + day + "\"}";
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void linkTo(Path target) throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, target);
    Files.move(link, data(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private long fetched() {
    return queue.events().stream().filter(event -> event.contains("messages_fetched")).count();
  }

  private void awaitPage(String path, String text) {
    await().untilAsserted(() -> assertThat(page(path)).contains(text));
  }

  private String page(String path) {
    return HttpGet.get(heartbeat("http"), path).body();
  }

  private String heartbeat(String field) {
    return new WorkerRegistry(redis.connection(), redis.keys())
        .living().values().stream().findFirst().orElse(Map.of()).getOrDefault(field, "");
  }
}
