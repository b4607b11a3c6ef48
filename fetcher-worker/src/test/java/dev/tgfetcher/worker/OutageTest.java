package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RLock;

/** Redis is away before a worker connects, while it waits for a session, and while it works. */
class OutageTest {
  private static final String SESSION = "session";

  @TempDir Path folder;
  private RedisServerProcess server;
  private TestRedis redis;
  private TestTelegram telegram;
  private String address;

  @BeforeEach
  void start() throws Exception {
    server = RedisServerProcess.start(Files.createDirectories(folder.resolve("redis")));
    redis = new TestRedis(server.url(), "tg_commands");
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn(SESSION, anna);
    address = "127.0.0.1:" + FreePort.any();
  }

  @AfterEach
  void stop() {
    telegram.close();
    redis.close();
    server.close();
  }

  private TestWorker worker() {
    return TestWorker.start(redis, telegram, folder, Map.of("HTTP_PORT", port()));
  }

  private String port() {
    return address.substring(address.indexOf(':') + 1);
  }

  @Test
  void a_worker_that_starts_before_redis_waits_for_it() {
    server.kill();
    try (TestWorker worker = worker()) {
      awaitBody("/health", server.url() + " does not answer");

      assertThat(body("/health")).contains("\"redis\":\"down\"");
      assertThat(HttpGet.get(address, "/health/live").statusCode()).isEqualTo(200);
      assertThat(worker.exitCode()).isNotDone();
      server.start();

      awaitReady();
    }
  }

  @Test
  void a_worker_that_waits_for_redis_ends_on_a_stop() {
    server.kill();
    TestWorker worker = worker();
    awaitBody("/health", server.url() + " does not answer");

    assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void a_worker_whose_redis_hangs_while_it_connects_ends_on_a_stop_at_once() {
    server.pause();
    try {
      TestWorker worker = worker();
      awaitBody("/health", server.url() + " has not answered yet");

      assertThat(body("/health")).contains("\"redis\":\"down\"");
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    } finally {
      server.resume();
    }
  }

  @Test
  void a_refused_password_ends_a_worker_although_it_could_wait() {
    String wrong = server.url().replace("redis://", "redis://:wrong@");
    try (TestWorker worker =
        TestWorker.start(redis, telegram, folder, Map.of("HTTP_PORT", "0", "REDIS_URL", wrong))) {
      assertThat(worker.exitCode())
          .failsWithin(LONG)
          .withThrowableThat()
          .withCauseInstanceOf(RedisUnreachableException.class)
          .withMessageContaining("refuses the login");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EVAL", "EVALSHA"})
  void a_redis_without_scripts_is_named_and_a_stop_ends_the_worker(String command)
      throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    try (RedisServerProcess without =
        RedisServerProcess.start(other, "--rename-command", command, "")) {
      TestWorker worker =
          TestWorker.start(
              redis, telegram, folder, Map.of("HTTP_PORT", port(), "REDIS_URL", without.url()));
      awaitBody("/health", "does not know a command (ERR unknown command `" + command + "`)");

      assertThat(body("/health")).contains("\"redis\":\"down\"");
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void a_worker_that_waits_for_a_session_waits_on_and_takes_one_that_becomes_free() {
    RLock used = redis.connection().commands().getLock(redis.keys().sessionLock(SESSION));
    used.lock();
    try (TestWorker worker = worker()) {
      // Redis is up once it has answered, and the lock of the session is asked for after that.
      awaitBody("/health", "\"redis\":\"up\"");
      assertThat(body("/health/ready")).contains("it has no session");

      server.kill();
      awaitBody("/health", "\"redis\":\"down\"");
      assertThat(worker.exitCode()).isNotDone();
      server.start();
      awaitBody("/health", "\"redis\":\"up\"");
      used.forceUnlock();

      awaitReady();
    }
  }

  @Test
  void a_worker_is_not_ready_as_long_as_redis_is_away_and_its_circuit_opens() {
    try (TestWorker worker = worker()) {
      awaitReady();

      server.kill();
      await().until(() -> readiness() == 503);
      await().during(Duration.ofSeconds(4)).until(() -> readiness() == 503);
      awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 2.0");
      assertThat(readiness()).isEqualTo(503);
      server.start();

      awaitReady();
      awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 0.0");
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void a_worker_whose_redis_hangs_ends_on_a_stop() {
    TestWorker worker = worker();
    awaitReady();
    server.pause();
    try {
      awaitBody("/health", server.url() + " does not answer");

      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    } finally {
      server.resume();
    }
  }

  @Test
  void a_redis_that_became_a_replica_is_read_only_until_it_accepts_writes() {
    try (TestWorker worker = worker()) {
      awaitReady();
      replicaOf("127.0.0.1", "1");

      awaitBody("/health", "accepts no writes (READONLY");
      awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 2.0");
      // The role that only reads has had answers since then, and they have not ended the outage.
      assertThat(body("/health")).contains("accepts no writes (READONLY");
      replicaOf("NO", "ONE");

      awaitReady();
      awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 0.0");
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  private void replicaOf(String host, String port) {
    server.send("REPLICAOF " + host + " " + port);
  }

  private String body(String page) {
    return HttpGet.get(address, page).body();
  }

  private int readiness() {
    return HttpGet.get(address, "/health/ready").statusCode();
  }

  private void awaitReady() {
    await().ignoreExceptions().until(() -> readiness() == 200);
  }

  private void awaitBody(String page, String text) {
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(HttpGet.get(address, page).body()).contains(text));
  }
}
