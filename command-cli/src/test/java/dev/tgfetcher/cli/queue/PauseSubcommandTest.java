package dev.tgfetcher.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class PauseSubcommandTest {
  private static final Duration WAIT = Duration.ofSeconds(1);

  @TempDir private Path directory;
  private TestRedis redis;
  private QueueState state;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    state = new QueueState(redis);
    shell = new DeadLetterFixture(redis).shell(directory);
  }

  @Test
  void a_chat_is_paused_shown_and_resumed() {
    CommandLineRunner.Result paused =
        shell.run(
            "queue", "pause", "--chat", "@Ru_*", "--for", "2h", "--why", "legal", "--as", "ada");
    assertThat(paused.err()).isEmpty();
    assertThat(paused.out()).startsWith("chat ru_* is paused until ").endsWith(" by ada: legal\n");

    state.push(QueueFixtures.payload(1));
    assertThat(QueueFixtures.queue(redis).lease(WAIT)).isEmpty();
    assertThat(shell.run("status").out())
        .containsPattern("(?m)^paused +1")
        .containsPattern("(?m)^chat ru_\\* +\\S+Z +\\S+Z +1 +ada +legal$");
    assertThat(shell.run("queue", "list", "--state", "paused").out())
        .contains("@ru_python", "for the end of a pause");
    assertThat(shell.run("audit").out()).contains("queue pause", "legal");

    CommandLineRunner.Result resumed = shell.run("queue", "resume", "--chat", "ru_*");

    assertThat(resumed.out()).isEqualTo("resumed: chat ru_*; 1 command returned\n");
    state.hasPending(QueueFixtures.payload(1));
    assertThat(shell.run("status").out()).doesNotContain("legal");
  }

  /** Commands name one chat in many forms, and a person who pauses or cancels it in another. */
  @ParameterizedTest
  @ValueSource(
      strings = {"@Ru_Python", "https://t.me/ru_python/", "www.telegram.me/RU_python", "ru_*"})
  void a_chat_is_one_chat_in_all_its_forms(String form) {
    shell.run("queue", "pause", "--chat", form, "--why", "legal");
    String link = QueueFixtures.payload(1).replace("@ru_python", "https://t.me/Ru_Python");
    state.push(link);
    state.push(QueueFixtures.payload(2));
    CommandQueue worker = QueueFixtures.queue(redis);
    assertThat(worker.lease(WAIT)).isEmpty();
    assertThat(worker.lease(WAIT)).isEmpty();

    JsonNode paused =
        Json.MAPPER.readTree(shell.run("queue", "list", "--chat", form, "-o", "json").out());
    assertThat(paused.size()).isEqualTo(2);
    assertThat(shell.run("queue", "resume", "--chat", form).out()).contains("2 commands returned");
    state.hasPending(link, QueueFixtures.payload(2));
    assertThat(shell.run("queue", "cancel", "--chat", form, "--yes").exitCode()).isZero();
    state.hasPending();
  }

  @Test
  void a_command_that_waits_for_a_pause_is_cancelled() {
    shell.run("queue", "pause", "--chat", "*", "--why", "a test");
    state.push(QueueFixtures.payload(1));
    assertThat(QueueFixtures.queue(redis).lease(WAIT)).isEmpty();

    CommandLineRunner.Result result =
        shell.run("queue", "cancel", "--chat", "ru_python", "--yes", "--output", "json");

    assertThat(Json.MAPPER.readTree(result.out()).path("cancelled").asInt()).isEqualTo(1);
    assertThat(shell.run("queue", "list", "--output", "json").out().strip()).isEqualTo("[]");
  }

  @Test
  void the_fleet_and_an_account_are_paused_and_resumed_together() {
    shell.run("queue", "pause", "--why", "the disk is full");
    JsonNode account =
        Json.MAPPER.readTree(
            shell
                .run("queue", "pause", "--account", "123", "--why", "floods", "--output", "json")
                .out());
    assertThat(account.path("target").asString()).isEqualTo("account:123");
    assertThat(account.path("until").isNull()).isTrue();
    assertThat(shell.run("status").out()).contains("the fleet", "the disk is full", "account 123");

    CommandLineRunner.Result other = shell.run("queue", "resume", "--account", "5");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("account 5 is not paused", "the fleet", "account 123");
    assertThat(shell.run("queue", "resume", "--all").exitCode()).isZero();
    assertThat(shell.run("queue", "resume", "--all").err()).contains("nothing is paused");
  }

  @Test
  void what_is_wrong_is_named() {
    assertThat(shell.run("queue", "pause").err()).contains("--why");
    assertThat(shell.run("queue", "pause", "--why", "x", "--for", "soon").err())
        .contains("--for 'soon' is no time");
    assertThat(shell.run("queue", "pause", "--why", "x", "--account", "main").err())
        .contains("'main' is no account id");
    assertThat(
            shell.run("queue", "pause", "--why", "x", "--account", "1", "--chat", "a").exitCode())
        .isEqualTo(2);
    assertThat(shell.run("workers", "drain", "nobody").err()).contains("no living worker");
    assertThat(shell.run("workers", "undrain", "nobody").err()).contains("is not drained");
  }

  @Test
  void a_worker_is_drained_and_undrained() {
    redis
        .connection()
        .commands()
        .<String, String>getMap(redis.keys().worker("w1"), StringCodec.INSTANCE)
        .fastPut("session", "main");

    assertThat(shell.run("workers", "drain", "w1", "--why", "reboot").out())
        .startsWith("draining: w1 ");
    assertThat(shell.run("status").out()).contains("worker w1", "reboot");
    assertThat(shell.run("queue", "resume", "--all").exitCode()).isEqualTo(1);

    assertThat(shell.run("workers", "undrain", "w1").out()).startsWith("undrained: w1 ");
    assertThat(shell.run("status").out()).doesNotContain("reboot");
  }
}
