package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RLock;

/** A stopped process still considers itself the owner of the day, and must not write it. */
@Tag("chaos")
@ExtendWith(RedisServerExtension.class)
class StoppedDayOwnerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;

  @TempDir Path folder;

  @Test
  void a_stopped_worker_cannot_write_after_its_successor(TestRedis redis) throws Exception {
    ChaosWorld world = new ChaosWorld(2);
    String name = ChaosWorld.CHATS.get(0);
    Chat chat = world.world().chat(name);
    RLock lock =
        redis
            .connection()
            .commands()
            .getLock(redis.keys().dayLock(Long.toString(-1_000_000_000_000L - chat.id()), DAY));
    Path logs = Files.createDirectories(folder.resolve("logs"));
    try (TestTelegram telegram = TestTelegram.start(world.world(), folder.resolve("sessions"))) {
      telegram.logIn("session-1", world.accounts().get(0));
      telegram.logIn("session-2", world.accounts().get(1));
      telegram.emulator().faults().block("channels.getMessages");
      Map<String, String> environment = environment(redis, telegram);
      ChaosWorkerProcess first = ChaosWorkerProcess.start("first", environment, logs);
      ChaosWorkerProcess second = null;
      try {
        new QueueState(redis)
            .push("{\"command\":\"fetch\",\"chat\":\"@%s\",\"date\":\"%s\"}".formatted(name, DAY));
        await().atMost(TIMEOUT).until(lock::isLocked);
        first.pause();
        telegram.emulator().faults().unblock("channels.getMessages");
        second = ChaosWorkerProcess.start("second", environment, logs);
        await().atMost(TIMEOUT).until(() -> written(name).isPresent());
        await().atMost(TIMEOUT).until(() -> living(redis) == 1);

        chat.edit(1, m -> m.text("edited text"));
        first.resume();

        await()
            .atMost(TIMEOUT)
            .until(() -> log(logs).contains("This writer no longer owns " + name));
        assertThat(written(name)).get().returns(1, ArchivedDay::revision);
        new QueueState(redis).hasPending().hasNothingInFlight();
      } finally {
        first.kill();
        if (second != null) {
          second.kill();
        }
      }
    }
  }

  private Map<String, String> environment(TestRedis redis, TestTelegram telegram) {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.putAll(redis.environment());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    return environment;
  }

  private Optional<ArchivedDay> written(String chat) {
    return new DirectoryArchiveStore(new ArchiveLayout(folder.resolve("data")), 5).find(chat, DAY);
  }

  private static int living(TestRedis redis) {
    return new WorkerRegistry(redis.connection(), redis.keys()).living().size();
  }

  private static String log(Path logs) throws IOException {
    return Files.readString(logs.resolve("first.log"));
  }
}
