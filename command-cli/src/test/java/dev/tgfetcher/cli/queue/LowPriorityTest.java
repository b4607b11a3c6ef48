package dev.tgfetcher.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/** The subcommands know the list of low priority. */
@ExtendWith(RedisServerExtension.class)
class LowPriorityTest {
  @TempDir private Path directory;
  private TestRedis redis;
  private QueueState state;
  private DeadLetterFixture box;
  private CommandLineRunner shell;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    state = new QueueState(redis);
    box = new DeadLetterFixture(redis);
    shell = box.shell(directory);
  }

  private List<String> lowList() {
    return redis
        .connection()
        .commands()
        .<String>getList(redis.keys().low(), StringCodec.INSTANCE)
        .readAll();
  }

  @Test
  void a_backfill_is_pushed_listed_counted_and_cancelled() {
    shell.run("push", "@ru_python", "--days", "7", "--priority", "low");
    shell.run("push", "@ru_go", "--days", "1");

    assertThat(lowList()).hasSize(1);
    JsonNode low = Json.MAPPER.readTree(lowList().get(0));
    assertThat(low.path("priority").asString()).isEqualTo("low");
    assertThat(state.pendingCount()).isEqualTo(1);
    assertThat(shell.run("queue", "list").out().lines().skip(1))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("pending ").contains("@ru_go"),
            second -> assertThat(second).startsWith("low ").contains("@ru_python"));
    assertThat(shell.run("queue", "list", "--state", "low").out()).doesNotContain("@ru_go");
    assertThat(shell.run("status").out()).containsPattern("(?m)^low +1");
    assertThat(shell.run("doctor").out()).doesNotContain("should be a LIST");

    shell.run("queue", "cancel", low.path("command_id").asString());

    assertThat(lowList()).isEmpty();
    assertThat(state.pendingCount()).isEqualTo(1);
  }

  @Test
  void lines_of_both_priorities_go_to_their_lists() {
    String line = "{\"command\":\"fetch\",\"chat\":\"@ru_go\",\"days\":1}";
    shell.typing(line + "\n" + line.replace("}", ",\"priority\":\"low\"}") + "\n");

    CommandLineRunner.Result result = shell.run("push", "-");

    assertThat(result.err()).isEmpty();
    assertThat(lowList()).hasSize(1);
    assertThat(state.pendingCount()).isEqualTo(1);
  }

  @Test
  void another_priority_is_refused() {
    CommandLineRunner.Result result =
        shell.run("push", "@a_chat", "--days", "1", "--priority", "high");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--priority", "normal", "low");
  }
}
