package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.history.CountingClientSource;
import dev.tgfetcher.history.RecyclingClientSource;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** TDLib's client cannot be opened again after its replacement. */
@ExtendWith(RedisServerExtension.class)
class FailedRecycleTest {
  private static final String FETCH =
      "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\"}";

  private final String session = "a-" + UUID.randomUUID();

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private TestTelegram telegram;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    User writer = builder.user(501, "Writer");
    Chat group = builder.supergroup("ru_python", "Python").joinedBy(anna);
    group.add(m -> m.at("2025-11-07T12:00:00Z").from(writer).text("first"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn(session, anna);
  }

  @AfterEach
  void stop() {
    telegram.close();
  }

  @Test
  void the_command_goes_back_untouched_until_the_session_opens_again() throws Exception {
    try (TestWorker worker =
        TestWorker.start(redis, telegram, folder, Map.of("TDLIB_RECYCLE_AFTER", "1"))) {
      await().until(() -> heartbeat("session").equals(session));
      String http = heartbeat("http");
      hideDatabase();

      queue.push(FETCH);

      await().until(() -> heartbeat("session").isEmpty());
      assertThat(HttpGet.get(http, "/health").statusCode()).isEqualTo(503);
      assertThat(HttpGet.get(http, "/health").body())
          .contains("it has no session", "session " + session + ": ", "td.binlog");
      queue.hasPending(FETCH).hasNothingInFlight();
      assertThat(queue.counter(FETCH, "attempts")).isNull();
      assertThat(queue.deadLetters()).isEmpty();
      assertThat(SessionQuarantine.of(sessionFolder())).isEmpty();
      assertThat(worker.exitCode()).isNotDone();

      showDatabase();

      await().until(() -> queue.events().toString().contains("messages_fetched"));
      await().until(() -> HttpGet.get(http, "/health").statusCode() == 200);
      assertThat(queue.deadLetters()).isEmpty();
    }
  }

  @Test
  void a_batch_opens_the_client_again_before_its_next_attempt() throws Exception {
    try (TelegramSession open =
        TelegramSession.open(TestTelegram.library(), telegram.settings(session))) {
      ClientSource source =
          new CountingClientSource(new RecyclingClientSource(open, 1), messages -> {});
      assertThat(open.isAlive()).isTrue();
      hideDatabase();

      assertThatThrownBy(source::replaceClient).isInstanceOf(SessionUnavailableException.class);

      assertThat(open.isOpen()).isFalse();
      assertThat(open.isAlive()).isFalse();
      assertThatThrownBy(source::openClient).isInstanceOf(SessionUnavailableException.class);
      showDatabase();
      source.openClient();
      assertThat(open.isAlive()).isTrue();
    }
  }

  /** TDLib has the file open already, and finds a folder in its place when it opens it again. */
  private void hideDatabase() throws IOException {
    Files.move(database(), hidden());
    Files.createDirectory(database());
  }

  private void showDatabase() throws IOException {
    Files.delete(database());
    Files.move(hidden(), database());
  }

  private Path database() {
    return sessionFolder().resolve("td.binlog");
  }

  private Path hidden() {
    return folder.resolve("hidden.binlog");
  }

  private Path sessionFolder() {
    return folder.resolve("sessions").resolve(session);
  }

  private String heartbeat(String field) {
    return new WorkerRegistry(redis.connection(), redis.keys())
        .living().values().stream()
            .findFirst()
            .orElse(Map.of("session", "none yet"))
            .getOrDefault(field, "");
  }
}
