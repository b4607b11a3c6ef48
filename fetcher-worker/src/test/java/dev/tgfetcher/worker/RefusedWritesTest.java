package dev.tgfetcher.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.log.Logging;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code redis-cli replicaof} beside a running worker. */
class RefusedWritesTest {
  private static final String SESSION = "session";

  /** Within this time health is down; the alert needs another minute. */
  private static final Duration NOTICED = Duration.ofSeconds(15);

  @TempDir Path folder;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
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
  void stop() throws Exception {
    telegram.close();
    redis.close();
    server.close();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  private String body(String page) {
    return HttpGet.get(address, page).body();
  }

  private void awaitReady() {
    await()
        .ignoreExceptions()
        .until(() -> HttpGet.get(address, "/health/ready").statusCode() == 200);
  }

  private List<String> warnings() {
    return log.toString(UTF_8)
        .lines()
        .filter(
            line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.contains("\tat "))
        .filter(line -> !line.contains("PromoData") && !line.contains("UnreadMarks"))
        .toList();
  }

  private List<String> lines(String words) {
    return log.toString(UTF_8).lines().filter(line -> line.contains(words)).toList();
  }

  @Test
  void a_replica_in_place_of_the_primary_is_noticed_and_the_queue_stays_in_sight() {
    String port = address.substring(address.indexOf(':') + 1);
    try (TestWorker worker = TestWorker.start(redis, telegram, folder, Map.of("HTTP_PORT", port))) {
      awaitReady();
      await().untilAsserted(() -> assertThat(body("/metrics")).contains("tgf_queue_commands{"));
      Logging.text(log, "INFO");

      server.send("REPLICAOF 127.0.0.1 1");

      await()
          .atMost(NOTICED)
          .untilAsserted(() -> assertThat(body("/health")).contains("accepts no writes (READONLY"));
      await()
          .untilAsserted(
              () ->
                  assertThat(body("/metrics")).contains("tgf_circuit_state{target=\"redis\"} 2.0"));
      awaitEndOfLocks();
      assertThat(body("/metrics"))
          .contains("tgf_circuit_state{target=\"redis\"} 2.0", "tgf_healthy 0.0")
          .contains("tgf_queue_commands{state=\"pending\"} 0.0");
      assertThat(warnings()).hasSize(1);
      server.send("REPLICAOF NO ONE");

      awaitReady();
      assertThat(warnings()).hasSize(1).first().asString().contains("accepts no writes (");
      await().untilAsserted(() -> assertThat(lines("answers again")).hasSize(1));
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  /** The lock of the worker that counts the queue expires, and no worker can take it again. */
  private void awaitEndOfLocks() {
    String lock = redis.keys().upkeepLock();
    await().until(() -> !redis.connection().commands().getBucket(lock).isExists());
    await()
        .during(Duration.ofSeconds(6))
        .untilAsserted(() -> assertThat(body("/metrics")).contains("tgf_queue_commands{"));
  }
}
