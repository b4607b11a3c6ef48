package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Freeze;
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

  private static final Freeze AT_TELEGRAM =
      new Freeze(1_762_509_600, 1_765_101_600, "https://t.me/spambot?start=f");

  /** Unique names, because all tests share the session locks of the server. */
  private final String first = "a-" + UUID.randomUUID();

  private final String second = "b-" + UUID.randomUUID();

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private Account anna;
  private Account boris;
  private TestTelegram telegram;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    anna = builder.account("79990000001", "12345");
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
      anna.freeze(AT_TELEGRAM);

      queue.push(fetch(1));

      await().until(() -> fetched() == 1);
      assertThat(queue.counter(fetch(1), "attempts")).isNull();
      assertThat(queue.deadLetters()).isEmpty();
      assertThat(mark(first).orElseThrow().freeze()).isEqualTo(FREEZE);
      assertThat(worker.exitCode()).isNotDone();
      await()
          .untilAsserted(
              () -> {
                assertThat(heartbeat("session")).isEqualTo(second);
                assertThat(heartbeat("quarantined")).isEmpty();
                assertThat(heartbeat("frozen")).contains(first);
                assertThat(page("/metrics"))
                    .contains("tgf_session_frozen{session=\"" + first + "\"} 1")
                    .contains("tgf_session_frozen{session=\"" + second + "\"} 0")
                    .contains("tgf_sessions_quarantined 0");
                assertThat(page("/health")).contains("\"frozen\":{\"" + first);
              });
    }
  }

  @Test
  void a_chat_that_a_frozen_account_cannot_access_waits_for_the_end_of_the_freeze()
      throws Exception {
    try (TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of())) {
      queue.push(fetch(1));
      await().until(() -> fetched() == 1);
      anna.freeze(AT_TELEGRAM);

      queue.push(fetch(2));

      await().until(() -> heartbeat("frozen").contains(FREEZE.appealLink()));
      assertThat(heartbeat("session")).isEmpty();
      assertThat(page("/health/ready"))
          .contains("it has no session", "frozen since 2025-11-07T10:00:00Z");
      queue.hasPending(fetch(2)).hasNothingInFlight();
      assertThat(queue.counter(fetch(2), "attempts")).isNull();
      makeCheckDue();
      await().until(() -> mark(first).filter(mark -> mark.isInForce(Instant.now())).isPresent());
      assertThat(fetched()).isEqualTo(1);

      anna.unfreeze();
      makeCheckDue();

      await().until(() -> fetched() == 2);
      assertThat(mark(first)).isEmpty();
      assertThat(queue.deadLetters()).isEmpty();
      await().until(() -> page("/metrics").contains(first + "\"} 0"));
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void an_account_without_dates_is_tried_again_after_a_while() throws Exception {
    try (TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of())) {
      await().until(() -> heartbeat("session").equals(first));
      telegram
          .emulator()
          .faults()
          .failNext("contacts.resolveUsername", 1, 403, "RECAPTCHA_CHECK_x__y");

      queue.push(fetch(1));

      await().until(() -> heartbeat("frozen").contains(first));
      queue.hasPending(fetch(1)).hasNothingInFlight();
      makeCheckDue();
      await().until(() -> fetched() == 1);
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void a_worker_whose_account_was_frozen_before_its_start_waits() throws Exception {
    anna.freeze(AT_TELEGRAM);
    telegram.logIn(first, anna);
    queue.push(fetch(1));
    try (TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of())) {
      await().until(() -> heartbeat("frozen").contains(FREEZE.appealLink()));

      assertThat(page("/metrics")).contains("tgf_session_frozen{session=\"" + first + "\"} 1");
      queue.hasPending(fetch(1)).hasNothingInFlight();
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  /** As if five minutes had passed since the last check. */
  private void makeCheckDue() {
    SessionQuarantine.frozen(FREEZE, Instant.now().minus(SessionQuarantine.CHECK_INTERVAL))
        .mark(sessionFolder(first));
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
