package dev.tgfetcher.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class OrphansSubcommandTest {
  private static final String DEAD = "host-1-dead";
  private static final String OTHER = "host-2-dead";

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

  private Map<String, String> counters(String payload) {
    return redis
        .connection()
        .commands()
        .getMap(redis.keys().meta(Payload.of(payload).sha256()), StringCodec.INSTANCE);
  }

  private void beat(String worker) {
    new WorkerRegistry(redis.connection(), redis.keys())
        .recordHeartbeat(worker, "nonce", Duration.ofMinutes(5), Map.of("state", "running"));
  }

  @Test
  void commands_of_dead_workers_are_listed_with_their_age() {
    String payload = QueueFixtures.payload(1);
    state.leaseTo(DEAD, payload);
    counters(payload)
        .putAll(
            Map.of(
                "first_seen",
                String.valueOf(Instant.now().minusSeconds(130).toEpochMilli()),
                "interruptions",
                "1"));
    state.leaseTo("host-3-alive", QueueFixtures.payload(2));
    beat("host-3-alive");

    CommandLineRunner.Result result = shell.run("orphans", "list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).hasLineCount(2).doesNotContain("alive");
    assertThat(result.out()).containsPattern(DEAD + "  [0-9a-f]{32}  @ru_python  2m   1\n");
    JsonNode json = Json.MAPPER.readTree(shell.run("orphans", "list", "-o", "json").out());
    assertThat(json.get(0).propertyNames())
        .containsExactly("worker_id", "command_id", "chat", "first_seen", "interruptions");
  }

  @Test
  void requeueing_gives_them_to_the_head_of_the_queue_as_interruptions() {
    state.push(QueueFixtures.payload(9));
    state.leaseTo(DEAD, QueueFixtures.payload(1));
    state.leaseTo(OTHER, QueueFixtures.payload(2));

    CommandLineRunner.Result result = shell.run("orphans", "requeue", "--as", box.person());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern(DEAD + " +1 +0\n").containsPattern(OTHER + " +1 +0\n");
    state.hasNothingInFlight();
    assertThat(state.pending()).hasSize(3).endsWith(QueueFixtures.payload(9));
    assertThat(counters(QueueFixtures.payload(1))).containsEntry("interruptions", "1");
    assertThat(shell.run("audit", "--who", box.person()).out())
        .containsPattern("orphans requeue +2 +done");
  }

  @Test
  void one_worker_may_be_named_and_the_third_interruption_is_a_dead_letter() {
    state.leaseTo(DEAD, QueueFixtures.payload(1));
    counters(QueueFixtures.payload(1)).put("interruptions", "2");
    state.leaseTo(OTHER, QueueFixtures.payload(2));

    CommandLineRunner.Result result = shell.run("orphans", "requeue", "--worker", DEAD);

    assertThat(result.out()).containsPattern(DEAD + " +0 +1\n").doesNotContain(OTHER);
    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.errorType()).isEqualTo(ErrorType.INTERRUPTED));
    state.hasInFlight(OTHER, QueueFixtures.payload(2));
  }

  @Test
  void a_living_worker_keeps_its_commands() {
    state.leaseTo(DEAD, QueueFixtures.payload(1));
    beat(DEAD);

    CommandLineRunner.Result named = shell.run("orphans", "requeue", "--worker", DEAD);
    CommandLineRunner.Result idle = shell.run("orphans", "requeue", "--worker", OTHER);
    CommandLineRunner.Result all = shell.run("orphans", "requeue", "--as", box.person());

    assertThat(named.exitCode()).isEqualTo(2);
    assertThat(named.err()).contains("has a heartbeat");
    assertThat(idle.exitCode()).isEqualTo(1);
    assertThat(idle.err()).contains("worker " + OTHER + " left no commands");
    assertThat(all.exitCode()).isZero();
    state.hasInFlight(DEAD, QueueFixtures.payload(1));
    assertThat(shell.run("audit", "--who", box.person()).out()).hasLineCount(1);
  }
}
