package dev.tgfetcher.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.tgfetcher.log.Logging;
import dev.tgfetcher.testing.TestWorker;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code redis-cli replicaof} beside a running worker. */
class RefusedWritesTest {
  /** Within this time health is down; the alert needs another minute. */
  private static final Duration NOTICED = Duration.ofSeconds(15);

  @TempDir Path folder;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private OwnRedisFixture at;

  @BeforeEach
  void start() throws Exception {
    at = new OwnRedisFixture(folder);
  }

  @AfterEach
  void stop() throws Exception {
    at.close();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
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
    try (TestWorker worker = at.worker()) {
      at.awaitReady();
      at.awaitBody("/metrics", "tgf_queue_commands{");
      Logging.text(log, "INFO");

      at.server().send("REPLICAOF 127.0.0.1 1");

      await()
          .atMost(NOTICED)
          .untilAsserted(
              () -> assertThat(at.body("/health")).contains("accepts no writes (READONLY"));
      await()
          .untilAsserted(
              () ->
                  assertThat(at.body("/metrics"))
                      .contains("tgf_circuit_state{target=\"redis\"} 2.0"));
      awaitEndOfLocks();
      assertThat(at.body("/metrics"))
          .contains("tgf_circuit_state{target=\"redis\"} 2.0", "tgf_healthy 0.0")
          .contains("tgf_queue_commands{state=\"pending\"} 0.0");
      assertThat(warnings()).hasSize(1);
      at.server().send("REPLICAOF NO ONE");

      at.awaitReady();
      assertThat(warnings()).hasSize(1).first().asString().contains("accepts no writes (");
      await().untilAsserted(() -> assertThat(lines("answers again")).hasSize(1));
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  /** The lock of the worker that counts the queue expires, and no worker can take it again. */
  private void awaitEndOfLocks() {
    String lock = at.redis().keys().upkeepLock();
    await().until(() -> !at.redis().connection().commands().getBucket(lock).isExists());
    await()
        .during(Duration.ofSeconds(6))
        .untilAsserted(() -> assertThat(at.body("/metrics")).contains("tgf_queue_commands{"));
  }
}
