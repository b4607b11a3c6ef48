package dev.tgfetcher.session;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.telegram.session.AccountFreeze;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Telegram freezes an account, and its commands wait or are done with another one. */
@ExtendWith(RedisServerExtension.class)
class FrozenAccountTest {
  private static final AccountFreeze FREEZE =
      new AccountFreeze(
          Instant.parse("2025-11-07T10:00:00Z"),
          Instant.parse("2025-12-07T10:00:00Z"),
          "https://t.me/spambot?start=f");

  /** Unique names, because all tests share the session locks of the server. */
  private final String first = "a-" + UUID.randomUUID();

  private final String second = "b-" + UUID.randomUUID();

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private Account boris;
  private TestTelegram telegram;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    boris = builder.account("79990000002", "12345");
    User writer = builder.user(501, "Writer");
    Chat group = builder.supergroup("ru_python", "Python").joinedBy(anna).joinedBy(boris);
    group.add(m -> m.at("2025-11-07T12:00:00Z").from(writer).text("first"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn(first, anna);
  }

  @AfterEach
  void stop() {
    telegram.close();
  }

  private static String fetch(int number) {
    return "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"force\":true,\"n\":"
        + number
        + "}";
  }

  @Test
  void a_command_of_a_frozen_account_is_done_untouched_with_another() throws Exception {
    telegram.logIn(second, boris);
    try (TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of())) {
      await().until(() -> heartbeat("session").equals(first));
      telegram
          .emulator()
          .faults()
          .failNext("contacts.resolveUsername", 1, 420, "FROZEN_METHOD_INVALID");

      queue.push(fetch(1));

      await().until(() -> fetched() == 1);
      assertThat(queue.counter(fetch(1), "attempts")).isNull();
      assertThat(queue.deadLetters()).isEmpty();
      assertThat(mark(first).orElseThrow().kind()).isEqualTo(SessionQuarantine.Kind.ACCOUNT_FROZEN);
      assertThat(worker.exitCode()).isNotDone();
      await()
          .untilAsserted(
              () -> {
                assertThat(heartbeat("session")).isEqualTo(second);
                assertThat(heartbeat("quarantined")).isEmpty();
                assertThat(heartbeat("frozen")).contains(first);
                assertThat(page("/metrics"))
                    .contains("tgf_session_frozen{session=\"" + first + "\"} 1.0")
                    .contains("tgf_session_frozen{session=\"" + second + "\"} 0.0")
                    .contains("tgf_sessions_quarantined 0.0");
                assertThat(page("/health")).contains("\"frozen\":{\"" + first);
              });
    }
  }

  @Test
  void while_all_accounts_are_frozen_the_queue_waits_and_goes_on_afterwards() throws Exception {
    SessionQuarantine.frozen(FREEZE, Instant.now()).mark(sessionFolder(first));
    queue.push(fetch(1));
    try (TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of())) {
      await().until(() -> heartbeat("frozen").contains("https://t.me/spambot?start=f"));
      assertThat(page("/health/ready")).contains("frozen since 2025-11-07T10:00:00Z");
      assertThat(page("/metrics")).contains("tgf_session_frozen{session=\"" + first + "\"} 1.0");
      queue.hasPending(fetch(1)).hasNothingInFlight();
      assertThat(worker.exitCode()).isNotDone();

      Instant longAgo = Instant.now().minus(SessionQuarantine.CHECK_INTERVAL);
      SessionQuarantine.frozen(FREEZE, longAgo).mark(sessionFolder(first));

      await().atMost(LONG).until(() -> fetched() == 1);
      assertThat(mark(first)).isEmpty();
      await().until(() -> page("/metrics").contains(first + "\"} 0.0"));
    }
  }

  private Path sessionFolder(String session) {
    return folder.resolve("sessions").resolve(session);
  }

  private Optional<SessionQuarantine> mark(String session) {
    return SessionQuarantine.of(sessionFolder(session));
  }

  private String page(String path) throws Exception {
    return HttpGet.get(heartbeat("http"), path).body();
  }

  private String heartbeat(String field) {
    return new WorkerRegistry(redis.connection(), redis.keys())
        .living().values().stream().findFirst().orElse(Map.of()).getOrDefault(field, "");
  }

  private long fetched() {
    return queue.events().stream()
        .map(Event::parse)
        .flatMap(Optional::stream)
        .filter(MessagesFetched.class::isInstance)
        .count();
  }
}
