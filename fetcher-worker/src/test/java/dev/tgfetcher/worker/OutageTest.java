package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.testing.RedisServerProcess;
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
  @TempDir Path folder;
  private OwnRedisFixture at;

  @BeforeEach
  void start() throws Exception {
    at = new OwnRedisFixture(folder);
  }

  @AfterEach
  void stop() {
    at.close();
  }

  @Test
  void a_worker_that_starts_before_redis_waits_for_it() {
    at.server().kill();
    try (TestWorker worker = at.worker()) {
      at.awaitBody("/health", at.server().url() + " does not answer");

      assertThat(at.body("/health")).contains("\"redis\":\"down\"");
      assertThat(at.status("/health/live")).isEqualTo(200);
      assertThat(worker.exitCode()).isNotDone();
      at.server().start();

      at.awaitReady();
    }
  }

  @Test
  void a_worker_that_waits_for_redis_ends_on_a_stop() {
    at.server().kill();
    TestWorker worker = at.worker();
    at.awaitBody("/health", at.server().url() + " does not answer");

    assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void a_worker_whose_redis_hangs_while_it_connects_ends_on_a_stop_at_once() {
    at.server().pause();
    try {
      TestWorker worker = at.worker();
      at.awaitBody("/health", at.server().url() + " has not answered yet");

      assertThat(at.body("/health")).contains("\"redis\":\"down\"");
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    } finally {
      at.server().resume();
    }
  }

  @Test
  void a_refused_password_ends_a_worker_although_it_could_wait() {
    String wrong = at.server().url().replace("redis://", "redis://:wrong@");
    try (TestWorker worker = at.worker(Map.of("REDIS_URL", wrong))) {
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
      TestWorker worker = at.worker(Map.of("REDIS_URL", without.url()));
      at.awaitBody("/health", "does not know a command (ERR unknown command `" + command + "`)");

      assertThat(at.body("/health")).contains("\"redis\":\"down\"");
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void a_worker_that_waits_for_a_session_waits_on_and_takes_one_that_becomes_free() {
    RLock used =
        at.redis()
            .connection()
            .commands()
            .getLock(at.redis().keys().sessionLock(OwnRedisFixture.SESSION));
    used.lock();
    try (TestWorker worker = at.worker()) {
      // Redis is up once it has answered, and the lock of the session is asked for after that.
      at.awaitBody("/health", "\"redis\":\"up\"");
      assertThat(at.body("/health/ready")).contains("it has no session");

      at.server().kill();
      at.awaitBody("/health", "\"redis\":\"down\"");
      assertThat(worker.exitCode()).isNotDone();
      at.server().start();
      at.awaitBody("/health", "\"redis\":\"up\"");
      used.forceUnlock();

      at.awaitReady();
    }
  }

  @Test
  void a_worker_is_not_ready_as_long_as_redis_is_away_and_its_circuit_opens() {
    try (TestWorker worker = at.worker()) {
      at.awaitReady();

      at.server().kill();
      await().until(() -> at.status("/health/ready") == 503);
      await().during(Duration.ofSeconds(4)).until(() -> at.status("/health/ready") == 503);
      at.awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 2.0");
      assertThat(at.status("/health/ready")).isEqualTo(503);
      at.server().start();

      at.awaitReady();
      at.awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 0.0");
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @Test
  void a_worker_whose_redis_hangs_ends_on_a_stop() {
    TestWorker worker = at.worker();
    at.awaitReady();
    at.server().pause();
    try {
      at.awaitBody("/health", at.server().url() + " does not answer");

      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    } finally {
      at.server().resume();
    }
  }

  @Test
  void a_redis_that_became_a_replica_is_read_only_until_it_accepts_writes() {
    try (TestWorker worker = at.worker()) {
      at.awaitReady();
      replicaOf("127.0.0.1", "1");

      at.awaitBody("/health", "accepts no writes (READONLY");
      at.awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 2.0");
      // The role that only reads has had answers since then, and they have not ended the outage.
      assertThat(at.body("/health")).contains("accepts no writes (READONLY");
      replicaOf("NO", "ONE");

      at.awaitReady();
      at.awaitBody("/metrics", "tgf_circuit_state{target=\"redis\"} 0.0");
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  private void replicaOf(String host, String port) {
    at.server().send("REPLICAOF " + host + " " + port);
  }
}
