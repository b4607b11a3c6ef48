package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
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
import org.redisson.api.RLock;

/** Redis dies and comes back while no command is in flight. */
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
    String port = address.substring(address.indexOf(':') + 1);
    return TestWorker.start(redis, telegram, folder, Map.of("HTTP_PORT", port));
  }

  @Test
  void a_worker_that_waits_for_a_session_waits_on_and_takes_one_that_becomes_free() {
    RLock used = redis.connection().commands().getLock(redis.keys().sessionLock(SESSION));
    used.lock();
    try (TestWorker worker = worker()) {
      awaitBody("/health/ready", "it has no session");

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
