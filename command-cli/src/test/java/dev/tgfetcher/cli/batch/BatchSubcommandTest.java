package dev.tgfetcher.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Batches from the command line; the test plays the worker. */
@ExtendWith(RedisServerExtension.class)
class BatchSubcommandTest {
  @TempDir private Path directory;
  private TestRedis redis;
  private QueueState state;
  private CommandQueue worker;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    state = new QueueState(redis);
    worker = QueueFixtures.queue(redis);
    shell = new CommandLineRunner(directory).at(redis);
  }

  private void end() {
    Lease lease = worker.lease(Duration.ofSeconds(1)).orElseThrow();
    worker.complete(lease, List.of());
  }

  private JsonNode show() {
    return Json.MAPPER.readTree(shell.run("batch", "show", "night", "-o", "json").out());
  }

  private long batchEvents() {
    return state.events().stream().filter(event -> event.contains("batch_completed")).count();
  }

  @Test
  void a_batch_waits_for_all_its_pushes_and_ends_once() {
    assertThat(shell.run("push", "@ru_python", "@durov", "--batch", "night").exitCode()).isZero();
    end();
    assertThat(show().path("open").asInt()).isEqualTo(1);
    assertThat(shell.run("push", "@ru_java", "--batch", "night").exitCode()).isZero();
    end();
    assertThat(batchEvents()).isZero();
    assertThat(shell.run("batch", "list").out())
        .isEqualTo(
            """
            BATCH  STATE  COMMANDS  OPEN  DONE  DEAD-LETTERED  CANCELLED
            night  open   3         1     2     0              0
            """);

    end();

    assertThat(batchEvents()).isEqualTo(1);
    assertThat(shell.run("batch", "show", "night").out())
        .startsWith(
            "night is completed: 3 of 3 commands have ended, 3 done, 0 dead-lettered, 0 cancelled");
    CommandLineRunner.Result again = shell.run("push", "@ru_go", "--batch", "night");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("the batch night has ended").contains("nothing was pushed");
    state.hasPending();
  }

  @Test
  void a_cancelled_command_ends_in_its_batch_and_with_its_event() {
    assertThat(shell.run("push", "@ru_python", "--batch", "night").exitCode()).isZero();
    String id = show().path("members").get(0).path("command_id").asString();

    assertThat(shell.run("queue", "cancel", id).exitCode()).isZero();

    assertThat(show().path("state").asString()).isEqualTo("completed");
    assertThat(show().path("cancelled").asInt()).isEqualTo(1);
    assertThat(state.events()).hasSize(2);
    assertThat(state.events().get(0)).contains("command_completed", "\"outcome\":\"cancelled\"");
    assertThat(state.events().get(1)).contains("batch_completed", "\"cancelled\":1");
  }

  @Test
  void an_open_batch_is_forgotten_after_thirty_days() {
    shell.run("push", "@ru_python", "--batch", "night");

    redis.pass(Duration.ofDays(29), redis.keys().batch("night"));
    assertThat(show().path("open").asInt()).isEqualTo(1);
    redis.pass(Duration.ofDays(1), redis.keys().batch("night"));

    CommandLineRunner.Result forgotten = shell.run("batch", "show", "night");
    assertThat(forgotten.exitCode()).isEqualTo(1);
    assertThat(forgotten.err())
        .contains("no batch has the name night; 'tg-fetcher batch list' shows the names");
  }

  @Test
  void a_name_of_more_than_128_characters_is_refused() {
    CommandLineRunner.Result result = shell.run("push", "@ru_python", "--batch", "n".repeat(129));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--batch must be 1 to 128 printable characters");
    state.hasPending();
  }
}
