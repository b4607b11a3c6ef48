package dev.tgfetcher.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.RedisUsage;
import dev.tgfetcher.testing.TestRedis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RMap;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class QueueSubcommandTest {
  private static final String WORKER = "host-1-abcdef";

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

  private static String command(String id, String chat) {
    return "{\"command\":\"fetch\",\"chat\":\"%s\",\"mode\":\"full\",\"command_id\":\"%s\",\"requested_by\":\"cron\",\"timestamp\":\"%s\"}"
        .formatted(chat, id, Instant.now().minusSeconds(7_500));
  }

  private void delay(String payload, Instant due) {
    redis
        .connection()
        .commands()
        .<String>getScoredSortedSet(redis.keys().delayed(), StringCodec.INSTANCE)
        .add((double) due.toEpochMilli(), payload);
  }

  @Test
  void commands_are_listed_in_the_order_in_which_they_run() {
    state.push(command("id-p1", "@ru_python"));
    state.push(command("id-p2", "@durov"));
    state.leaseTo(WORKER, command("id-h", "@ru_java"));
    delay(command("id-d", "@ru_go"), Instant.now().plusSeconds(5_400));

    CommandLineRunner.Result result = shell.run("queue", "list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            STATE       COMMAND ID  CHAT        MODE  AGE  REQUESTED BY  WHERE
            processing  id-h        @ru_java    full  2h   cron          host-1-abcdef
            pending     id-p1       @ru_python  full  2h   cron
            pending     id-p2       @durov      full  2h   cron
            delayed     id-d        @ru_go      full  2h   cron          due in 1h
            """);
  }

  @Test
  void a_copy_that_waits_for_another_is_listed_and_cancelled() {
    String payload = command("id-t", "@ru_go");
    delay(payload, Instant.now().plusSeconds(5_400));
    String counters = redis.keys().meta(Payload.of(payload).sha256());
    redis
        .connection()
        .commands()
        .<String>getList(redis.keys().twins(), StringCodec.INSTANCE)
        .add("1762506000000 " + counters + " " + payload);

    assertThat(shell.run("queue", "list", "--state", "delayed").out())
        .hasLineCount(3)
        .contains("after its twin", "due in 1h");
    JsonNode cancelled =
        Json.MAPPER.readTree(shell.run("queue", "cancel", "id-t", "--output", "json").out());

    assertThat(cancelled.path("cancelled").asInt()).isEqualTo(2);
    assertThat(shell.run("queue", "list", "--output", "json").out().strip()).isEqualTo("[]");
  }

  @Test
  void an_element_too_long_for_a_command_is_listed_and_cancelled_by_its_beginning() {
    int megabytes = 30;
    state.push(command("id-1", "@ru_go"));
    state.push("x".repeat(megabytes << 20));
    state.push("x".repeat(megabytes << 20) + "y");
    state.push(command("id-2", "@ru_go"));
    long before = usage().netOutputBytes();

    JsonNode listed = Json.MAPPER.readTree(shell.run("queue", "list", "--output", "json").out());
    assertThat(listed.findValuesAsString("mode"))
        .containsExactly("full", "malformed", "malformed", "full");
    String id = listed.get(1).path("command_id").asString();
    CommandLineRunner.Result cancelled = shell.run("queue", "cancel", id, "--output", "json");

    assertThat(usage().netOutputBytes() - before).isLessThan((long) megabytes << 20);
    JsonNode result = Json.MAPPER.readTree(cancelled.out());
    assertThat(result.path("cancelled").asInt()).isEqualTo(2);
    assertThat(cancelled.out())
        .hasSizeLessThan(2_000)
        .contains("... (" + (megabytes << 20) + " bytes)");
    assertThat(state.pending()).hasSize(2);
    assertThat(state.pending().get(1)).contains("id-2");
  }

  private RedisUsage usage() {
    return RedisUsage.of(URI.create(redis.url()).getPort());
  }

  @Test
  void filters_and_a_limit_show_a_part() {
    state.push(command("id-1", "@ru_python"));
    state.push("rubbish");
    state.push(command("id-2", "@ru_java"));
    delay(command("id-3", "@ru_go"), Instant.now());

    assertThat(shell.run("queue", "list", "--chat", "RU_*", "--state", "pending").out())
        .hasLineCount(3)
        .contains("id-1", "id-2");
    assertThat(shell.run("queue", "list", "--state", "delayed").out())
        .hasLineCount(2)
        .contains("id-3", "due");
    assertThat(shell.run("queue", "list", "--requested-by", "c*").out()).hasLineCount(4);
    assertThat(shell.run("queue", "list").out()).contains("malformed");
    CommandLineRunner.Result first = shell.run("queue", "list", "--limit", "1");
    assertThat(first.out()).contains("id-1").doesNotContain("id-2");
    assertThat(first.err()).contains("There are more");
  }

  @Test
  void json_has_stable_names() {
    state.push(command("id-1", "@ru_python"));

    JsonNode listed = Json.MAPPER.readTree(shell.run("queue", "list", "-o", "json").out());

    assertThat(listed.get(0).propertyNames())
        .containsExactly(
            "state",
            "command_id",
            "correlation_id",
            "chat",
            "mode",
            "requested_by",
            "sent_at",
            "due_at",
            "worker_id");
  }

  @Test
  void a_cancelled_command_is_printed_and_gone() {
    String first = command("id-1", "@ru_python");
    String second = command("id-2", "@ru_python");
    state.push(first);
    state.push(second);

    CommandLineRunner.Result result = shell.run("queue", "cancel", "id-1", "--as", box.person());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo(first + "\n");
    state.hasPending(second);
    assertThat(box.elements()).isEmpty();
    assertThat(shell.run("audit", "--who", box.person()).out())
        .containsPattern("queue cancel +1 +done +id-1");
    assertThat(shell.run("queue", "cancel", "id-1").exitCode()).isEqualTo(1);
  }

  @Test
  void an_hour_after_a_cancellation_redis_remembers_its_audit_entry_alone() {
    state.push(command("id-1", "@ru_python"));
    shell.run("queue", "cancel", "id-1", "--as", box.person());
    List<String> remembered = keys();
    assertThat(remembered).hasSize(2).allMatch(key -> key.matches(".*:(operator|cancelled):.*"));

    redis.pass(Duration.ofMinutes(59), remembered.toArray(String[]::new));
    assertThat(keys()).hasSize(2);
    redis.pass(Duration.ofMinutes(1), remembered.toArray(String[]::new));

    assertThat(keys()).isEmpty();
    assertThat(shell.run("audit", "--who", box.person()).out()).contains("id-1");
  }

  /** The keys of this queue, without the results of its commands. */
  private List<String> keys() {
    String pattern = "{" + redis.keys().queue() + "}:*";
    return redis
        .connection()
        .commands()
        .getKeys()
        .getKeysStream(KeysScanOptions.defaults().pattern(pattern))
        .filter(key -> !key.contains(":result:"))
        .toList();
  }

  @Test
  void a_retry_that_waits_can_be_cancelled_and_so_can_a_command_without_an_id() {
    String retry = command("retry", "@ru_python");
    delay(retry, Instant.now().plusSeconds(60));
    state.push(DeadLetterFixture.payload("@durov"));
    String derived =
        Json.MAPPER
            .readTree(shell.run("queue", "list", "--state", "pending", "-o", "json").out())
            .get(0)
            .path("command_id")
            .asString();

    assertThat(shell.run("queue", "cancel", "retr").out()).isEqualTo(retry + "\n");
    JsonNode cancelled =
        Json.MAPPER.readTree(
            shell.run("queue", "cancel", derived.substring(0, 8), "-o", "json").out());

    assertThat(cancelled.path("command_id").asString()).isEqualTo(derived);
    assertThat(cancelled.path("payloads").get(0).asString()).contains("@durov");
    state.hasPending().hasDelayed();
  }

  @Test
  void a_command_that_was_pushed_twice_is_cancelled_twice() {
    state.push(command("id-1", "@ru_python"));
    state.push(command("id-1", "@ru_python"));
    state.push(command("id-12", "@ru_python"));

    assertThat(shell.run("queue", "cancel", "id-1").out()).hasLineCount(2);

    assertThat(state.pending()).singleElement().asString().contains("id-12");
  }

  @Test
  void an_ambiguous_beginning_is_refused_with_the_candidates() {
    state.push(command("id-1", "@ru_python"));
    state.push(command("id-2", "@ru_python"));

    CommandLineRunner.Result result = shell.run("queue", "cancel", "id");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("several commands have an id that starts with id: id-1, id-2");
    assertThat(state.pending()).hasSize(2);
  }

  @Test
  void the_worker_of_a_running_command_is_asked_to_stop_it() {
    String payload = command("id-1", "@ru_python");
    state.leaseTo(WORKER, payload);
    counters(payload).fastPut("held_in", redis.keys().processing(WORKER));

    CommandLineRunner.Result result = shell.run("queue", "cancel", "id-1", "--as", "ada");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo("stopping: worker " + WORKER + " stops id-1 at its next page\n");
    assertThat(counters(payload).get("cancel_request")).isEqualTo("by ada");
    state.hasInFlight(WORKER, payload);
  }

  private RMap<String, String> counters(String payload) {
    return redis
        .connection()
        .commands()
        .getMap(redis.keys().meta(Payload.of(payload).sha256()), StringCodec.INSTANCE);
  }

  @Test
  void a_command_that_a_dead_worker_had_taken_is_not_cancelled() {
    String payload = command("id-1", "@ru_python");
    state.leaseTo(WORKER, payload);

    CommandLineRunner.Result result = shell.run("queue", "cancel", "id-1");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("id-1 cannot be cancelled");
    state.hasInFlight(WORKER, payload);
  }

  @Test
  void commands_are_cancelled_by_filter_after_a_preview() {
    state.push(command("id-1", "@ru_python"));
    state.push(command("id-2", "@ru_go"));
    state.push(command("id-3", "@durov"));

    CommandLineRunner.Result preview = shell.run("queue", "cancel", "--chat", "ru_*", "--dry-run");
    assertThat(preview.exitCode()).isZero();
    assertThat(preview.err()).contains("2 commands match", "id-1", "id-2").doesNotContain("id-3");
    assertThat(state.pendingCount()).isEqualTo(3);
    assertThat(shell.run("queue", "cancel", "--chat", "ru_*").exitCode()).isEqualTo(2);

    CommandLineRunner.Result result =
        shell.run("queue", "cancel", "--chat", "ru_*", "--yes", "--output", "json");

    assertThat(Json.MAPPER.readTree(result.out()).path("cancelled").asInt()).isEqualTo(2);
    state.hasPending(state.pending().get(0));
    assertThat(state.pending().get(0)).contains("id-3");
    assertThat(shell.run("queue", "cancel").exitCode()).isEqualTo(2);
  }
}
