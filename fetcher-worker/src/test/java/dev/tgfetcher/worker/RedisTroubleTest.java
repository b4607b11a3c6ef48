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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.api.RBatch;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/**
 * The troubles of Redis in docs/operations.md, beside a running worker: its health page names each,
 * and after its end the worker takes commands.
 */
class RedisTroubleTest {
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

  private void awaitReady() {
    await()
        .ignoreExceptions()
        .until(() -> HttpGet.get(address, "/health/ready").statusCode() == 200);
  }

  private void awaitHealth(String words) {
    await().untilAsserted(() -> assertThat(HttpGet.get(address, "/health").body()).contains(words));
  }

  /** A malformed command becomes a dead letter, by a lease and two scripts. */
  private void assertWorks() {
    awaitReady();
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(list(redis.keys().pending()).add("no command")).isTrue());
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(list(redis.keys().failed())).isNotEmpty());
  }

  private RList<String> list(String key) {
    return redis.connection().commands().getList(key, StringCodec.INSTANCE);
  }

  /** Requests that Redis refuses, until an operator has corrected a setting. */
  enum Refusal {
    READONLY("accepts no writes (READONLY", "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE"),
    MASTERDOWN(
        "does not have its data yet (MASTERDOWN",
        "CONFIG SET replica-serve-stale-data no\r\nREPLICAOF 127.0.0.1 1",
        "REPLICAOF NO ONE"),
    NOREPLICAS(
        "accepts no writes (NOREPLICAS",
        "CONFIG SET min-replicas-to-write 1",
        "CONFIG SET min-replicas-to-write 0"),
    MISCONF(
        "accepts no writes (MISCONF",
        "CONFIG SET save \"3600 1\"\r\nBGSAVE",
        "CONFIG SET stop-writes-on-bgsave-error no"),
    OOM("has no memory left (OOM", "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"),
    NOPERM(
        "refuses a command that its user may not run (NOPERM",
        "ACL SETUSER default -blmove -hset",
        "ACL SETUSER default +@all"),
    NOAUTH(
        "refuses the login (NOAUTH",
        "CONFIG SET requirepass secret\r\nCLIENT KILL TYPE normal",
        "AUTH secret\r\nCONFIG SET requirepass \"\"");

    private final String words;
    private final String begin;
    private final String end;

    Refusal(String words, String begin, String end) {
      this.words = words;
      this.begin = begin;
      this.end = end;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_is_named_and_ends_with_its_cause(Refusal refusal) throws Exception {
    // Redis cannot replace a folder by its snapshot, so MISCONF follows.
    Files.createDirectories(folder.resolve("redis/dump.rdb/in-its-place"));
    try (TestWorker worker = worker()) {
      awaitReady();

      server.send(refusal.begin);

      awaitHealth(refusal.words);
      assertThat(HttpGet.get(address, "/health/live").statusCode()).isEqualTo(200);
      server.send(refusal.end);
      assertWorks();
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_an_operator_sends_once_is_survived(Interference interference) {
    try (TestWorker worker = worker()) {
      awaitReady();

      server.send(interference.command);

      assertWorks();
      await()
          .untilAsserted(
              () ->
                  assertThat(redis.connection().commands().getKeys().getKeys())
                      .contains(redis.keys().workers()));
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  /** Commands that forget something, and refuse nothing. */
  enum Interference {
    SCRIPT_FLUSH("SCRIPT FLUSH"),
    CLIENT_KILL("CLIENT KILL TYPE normal"),
    FLUSHALL("FLUSHALL");

    private final String command;

    Interference(String command) {
      this.command = command;
    }
  }

  @Test
  void a_restart_that_reads_much_data_is_loading() {
    RBatch batch = redis.connection().commands().createBatch();
    for (int i = 0; i < 40_000; i++) {
      var unused = batch.getBucket("key" + i, StringCodec.INSTANCE).setAsync("value");
    }
    List<?> written = batch.execute().getResponses();
    assertThat(written).hasSize(40_000);
    try (TestWorker worker = worker()) {
      awaitReady();

      server.stop();
      // It answers after each 1,000 commands.
      server.startLoading(Duration.ofNanos(500_000));

      awaitHealth("is there, but does not have its data yet (LOADING");
      assertWorks();
      assertThat(worker.exitCode()).isNotDone();
    }
  }
}
