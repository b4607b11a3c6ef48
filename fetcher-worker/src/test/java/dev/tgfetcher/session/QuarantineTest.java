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
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
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
import org.redisson.api.RLock;

/** Telegram ends a session while a worker uses it, and the other sessions go on. */
@ExtendWith(RedisServerExtension.class)
class QuarantineTest {

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

  private TestWorker worker(Map<String, String> more) {
    return TestWorker.start(redis, telegram, folder, more);
  }

  private static String fetch(int number) {
    return "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"force\":true,\"n\":"
        + number
        + "}";
  }

  @Test
  void a_refused_session_is_marked_and_the_command_is_done_with_another() throws Exception {
    telegram.logIn(second, boris);
    try (TestWorker worker = worker(Map.of())) {
      await().until(() -> ownedSessions().equals(first));
      telegram.emulator().faults().revokeSessions(anna);

      queue.push(fetch(1));

      await().until(() -> fetched() == 1);
      assertThat(mark(first)).isPresent();
      assertThat(mark(first).get().reason()).contains("401");
      assertThat(mark(second)).isEmpty();
      assertThat(queue.counter(fetch(1), "attempts")).isNull();
      assertThat(queue.deadLetters()).isEmpty();
      assertThat(worker.exitCode()).isNotDone();
      await()
          .untilAsserted(
              () -> {
                assertThat(ownedSessions()).isEqualTo(second);
                assertThat(heartbeat().get("quarantined")).isEqualTo(first);
                assertThat(HttpGet.get(heartbeat().get("http"), "/metrics").body())
                    .contains("tgf_sessions_quarantined 1.0");
              });
    }
  }

  @Test
  void a_slot_without_its_session_stays_empty_while_the_other_works() throws Exception {
    telegram.logIn(second, boris);
    try (TestWorker worker = worker(Map.of("WORKER_CONCURRENCY", "2"))) {
      await().until(() -> ownedSessions().equals(first + ", " + second));
      telegram.emulator().faults().revokeSessions(anna);

      for (int n = 1; n <= 6; n++) {
        queue.push(fetch(n));
      }

      await().until(() -> queue.events().stream().filter(this::isEnd).count() == 6);
      await().until(() -> mark(first).isPresent());
      assertThat(queue.deadLetters()).isEmpty();
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  private boolean isEnd(String event) {
    return event.contains("\"messages_fetched\"") || event.contains("\"fetch_skipped\"");
  }

  @Test
  void without_a_usable_session_the_worker_stops_and_the_command_stays() throws Exception {
    try (TestWorker worker = worker(Map.of())) {
      await().until(() -> ownedSessions().equals(first));
      telegram.emulator().faults().revokeSessions(anna);

      queue.push(fetch(1));

      assertThat(worker.exitCode()).succeedsWithin(LONG).isEqualTo(ExitCode.NOT_LOGGED_IN);
    }
    queue.hasPending(fetch(1)).hasNothingInFlight();
    assertThat(queue.counter(fetch(1), "attempts")).isNull();
  }

  @Test
  void a_session_that_telegram_still_accepts_is_kept_and_the_command_fails() throws Exception {
    try (TestWorker worker = worker(Map.of("MAX_RETRY_ATTEMPTS", "1"))) {
      await().until(() -> ownedSessions().equals(first));
      telegram.emulator().faults().failNext("messages.search", 9, 406, "SOMETHING_NEW");

      queue.push(fetch(1));

      await().until(() -> queue.deadLetters().size() == 1);
      assertThat(queue.deadLetters().get(0).errorType()).isEqualTo(ErrorType.TELEGRAM);
      assertThat(queue.deadLetters().get(0).error()).contains("SOMETHING_NEW");
      assertThat(mark(first)).isEmpty();
      telegram.emulator().faults().clear();
      queue.push(fetch(2));
      await().until(() -> fetched() == 1);
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void a_session_whose_check_fails_for_another_reason_is_kept() throws Exception {
    try (TestWorker worker = worker(Map.of("MAX_RETRY_ATTEMPTS", "1"))) {
      await().until(() -> ownedSessions().equals(first));
      telegram.emulator().faults().failNext("messages.search", 9, 406, "SOMETHING_NEW");
      telegram.emulator().faults().failNext("account.getAccountTTL", 9, 400, "ANOTHER_THING");

      queue.push(fetch(1));

      await().until(() -> queue.deadLetters().size() == 1);
      assertThat(queue.deadLetters().get(0).errorType()).isEqualTo(ErrorType.TELEGRAM);
      assertThat(mark(first)).isEmpty();
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void with_the_other_session_in_use_it_takes_nothing_until_that_is_free() throws Exception {
    telegram.logIn(second, boris);
    RLock used = redis.connection().commands().getLock(redis.keys().sessionLock(second));
    used.lock();
    try (TestWorker worker = worker(Map.of())) {
      await().until(() -> ownedSessions().equals(first));
      telegram.emulator().faults().revokeSessions(anna);
      queue.push(fetch(1));
      await().until(() -> hasHeartbeat() && ownedSessions().isEmpty());
      queue.hasPending(fetch(1)).hasNothingInFlight();
      assertThat(worker.exitCode()).isNotDone();

      used.unlock();

      await().until(() -> fetched() == 1);
    }
  }

  @Test
  void logging_in_again_lifts_the_quarantine() throws Exception {
    new SessionQuarantine("401 SESSION_REVOKED", Instant.EPOCH)
        .mark(folder.resolve("sessions").resolve(first));

    telegram.logIn(first, anna);

    assertThat(mark(first)).isEmpty();
  }

  @Test
  void a_session_is_free_again_as_soon_as_its_worker_has_stopped() throws Exception {
    TestWorker worker = worker(Map.of());
    await().until(() -> ownedSessions().equals(first));

    worker.close();

    RLock lock = redis.connection().commands().getLock(redis.keys().sessionLock(first));

    assertThat(lock.isLocked()).isFalse();
  }

  private Optional<SessionQuarantine> mark(String session) {
    return SessionQuarantine.of(folder.resolve("sessions").resolve(session));
  }

  private boolean hasHeartbeat() {
    return !new WorkerRegistry(redis.connection(), redis.keys()).living().isEmpty();
  }

  private Map<String, String> heartbeat() {
    return new WorkerRegistry(redis.connection(), redis.keys())
        .living().values().stream().findFirst().orElse(Map.of());
  }

  private String ownedSessions() {
    return heartbeat().getOrDefault("session", "");
  }

  private long fetched() {
    return queue.events().stream()
        .map(Event::parse)
        .flatMap(Optional::stream)
        .filter(MessagesFetched.class::isInstance)
        .count();
  }
}
