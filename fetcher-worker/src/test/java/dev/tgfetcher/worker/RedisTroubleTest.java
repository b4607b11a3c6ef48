package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** A malformed command becomes a dead letter, by a lease and two scripts. */
  private void assertWorks() {
    at.awaitReady();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(list(at.redis().keys().pending()).add("no command")).isTrue());
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(list(at.redis().keys().failed())).isNotEmpty());
  }

  private RList<String> list(String key) {
    return at.redis().connection().commands().getList(key, StringCodec.INSTANCE);
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
    try (TestWorker worker = at.worker()) {
      at.awaitReady();

      at.server().send(refusal.begin);

      at.awaitBody("/health", refusal.words);
      assertThat(at.status("/health/live")).isEqualTo(200);
      at.server().send(refusal.end);
      assertWorks();
      assertThat(worker.exitCode()).isNotDone();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_an_operator_sends_once_is_survived(Interference interference) {
    try (TestWorker worker = at.worker()) {
      at.awaitReady();

      at.server().send(interference.command);

      assertWorks();
      await()
          .untilAsserted(
              () ->
                  assertThat(at.redis().connection().commands().getKeys().getKeys())
                      .contains(at.redis().keys().workers()));
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
    RBatch batch = at.redis().connection().commands().createBatch();
    for (int i = 0; i < 40_000; i++) {
      var unused = batch.getBucket("key" + i, StringCodec.INSTANCE).setAsync("value");
    }
    List<?> written = batch.execute().getResponses();
    assertThat(written).hasSize(40_000);
    try (TestWorker worker = at.worker()) {
      at.awaitReady();

      at.server().stop();
      // It answers after each 1,000 commands.
      at.server().startLoading(Duration.ofNanos(500_000));

      at.awaitBody("/health", "is there, but does not have its data yet (LOADING");
      assertWorks();
      assertThat(worker.exitCode()).isNotDone();
    }
  }
}
