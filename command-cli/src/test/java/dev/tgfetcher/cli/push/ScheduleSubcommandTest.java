package dev.tgfetcher.cli.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

@ExtendWith(RedisServerExtension.class)
class ScheduleSubcommandTest {
  private static final String EVERY_SECOND = "* * * * * *";

  @TempDir private Path directory;
  private TestRedis redis;
  private QueueState queue;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    queue = new QueueState(redis);
  }

  private CommandLineRunner shell() {
    return new CommandLineRunner(directory).at(redis);
  }

  private static void lastPushed(TestRedis redis, String schedule, Instant time) {
    redis
        .connection()
        .commands()
        .getBucket(redis.keys().schedule(schedule), StringCodec.INSTANCE)
        .set(String.valueOf(time.toEpochMilli()));
  }

  @Test
  void the_next_times_are_shown_by_utc() {
    CommandLineRunner.Result result =
        shell().run("schedule", "ru_python", "--cron", "30 0 * * 1-5", "--dry-run", "-o", "json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("[\"2025-11-10T00:30:00Z\",\"2025-11-11T00:30:00Z\",");
    assertThat(queue.pendingCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--cron @daily, 2025-11-09T00:00:00Z, 2025-11-10T00:00:00Z",
    "--cron @HOURLY, 2025-11-08T11:00:00Z, 2025-11-08T12:00:00Z",
    "--cron @weekly, 2025-11-09T00:00:00Z, 2025-11-16T00:00:00Z",
    "--every 1h, 2025-11-08T11:00:00Z, 2025-11-08T12:00:00Z",
    "--every 1h30m, 2025-11-08T12:00:00Z, 2025-11-08T13:30:00Z"
  })
  void times_are_written_as_people_write_them(String times, String first, String second) {
    CommandLineRunner.Result result =
        shell().run(("schedule @ru_python --dry-run -o json " + times).split(" ", -1));

    assertThat(result.out()).startsWith("[\"" + first + "\",\"" + second + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'', give the times by --cron",
    "--cron @daily --every 1h, give the times by --cron",
    "--every 0s, the shortest period is 1s",
    "--every often, --every often: 'often' is not a duration",
    "--cron @often, --cron '@often' is no cron expression"
  })
  void wrong_times_are_refused(String times, String problem) {
    CommandLineRunner.Result result =
        shell().run(("schedule @ru_python --dry-run " + times).strip().split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(problem);
  }

  @Test
  void wrong_expressions_and_days_are_refused_at_once() {
    assertThat(shell().run("schedule", "ru_python", "--cron", "61 * * * *").err())
        .contains("--cron '61 * * * *' is no cron expression such as");
    assertThat(shell().run("schedule", "--cron", "1 * * * *").err()).contains("no chat");
    assertThat(
            shell().run("schedule", "ru_python", "--cron", "1 * * * *", "--days", "0").exitCode())
        .isEqualTo(2);
  }

  @Test
  void two_schedulers_push_once_and_one_goes_on_when_the_other_ends() {
    StringWriter out = new StringWriter();
    CompletableFuture<CommandLineRunner.Result> first = new CompletableFuture<>();
    CompletableFuture<CommandLineRunner.Result> second = new CompletableFuture<>();
    Thread one = new Thread(() -> first.complete(run(out)));
    Thread other = new Thread(() -> second.complete(run(out)));
    one.start();
    other.start();
    try {
      await().until(() -> queue.pendingCount() >= 2);
      interruptBetweenTimes(one);
      assertThat(first.join().exitCode()).isEqualTo(130);
      int then = queue.pendingCount();
      await().until(() -> queue.pendingCount() >= then + 2);
      interruptBetweenTimes(other);
    } finally {
      one.interrupt();
      other.interrupt();
    }
    assertThat(second.join().exitCode()).isEqualTo(130);
    List<String> ids =
        queue.pending().stream()
            .map(payload -> Json.MAPPER.readTree(payload).path("command_id").asString())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(out.toString().lines()).hasSameSizeAs(ids);
  }

  /** An interrupt during a push would leave its outcome unknown. */
  private static void interruptBetweenTimes(Thread person) {
    await().until(() -> person.getState() == Thread.State.TIMED_WAITING);
    person.interrupt();
  }

  private CommandLineRunner.Result run(StringWriter out) {
    return shell()
        .by(InstantSource.system())
        .run(out, "schedule", "ru_python", "--cron", EVERY_SECOND, "-o", "json");
  }

  @Test
  void each_time_of_a_schedule_is_a_batch_of_its_own() {
    StringWriter out = new StringWriter();
    Thread person =
        new Thread(
            () -> {
              var unused =
                  shell()
                      .by(InstantSource.system())
                      .run(
                          out,
                          "schedule",
                          "ru_python",
                          "durov",
                          "--every",
                          "1s",
                          "--batch",
                          "nightly");
            });
    person.start();
    await().until(() -> queue.pendingCount() >= 4);
    interruptBetweenTimes(person);

    List<JsonNode> commands = queue.pending().stream().map(Json.MAPPER::readTree).toList();
    List<String> batches =
        commands.stream().map(command -> command.path("batch_id").asString()).toList();
    assertThat(batches).allMatch(batch -> batch.startsWith("nightly@"));
    assertThat(batches.get(0)).isEqualTo(batches.get(1)).isNotEqualTo(batches.get(2));
    assertThat(commands).allMatch(command -> command.path("batch_size").asInt() == 2);
  }

  @Test
  void missed_times_are_reported_and_caught_up_on_request() {
    lastPushed(redis, "nightly", CommandLineRunner.NOW.minusSeconds(3 * 86_400));
    StringWriter out = new StringWriter();
    CompletableFuture<CommandLineRunner.Result> result = new CompletableFuture<>();
    Thread person =
        new Thread(
            () ->
                result.complete(
                    shell()
                        .run(
                            out,
                            "schedule",
                            "ru_python",
                            "--cron",
                            "0 3 * * *",
                            "--name",
                            "nightly",
                            "--catch-up")));
    person.start();
    await().until(() -> out.toString().contains("1 command pushed"));
    person.interrupt();

    assertThat(result.join().err()).contains("missed 3 times, the last at 2025-11-08T03:00:00Z");
    assertThat(queue.pendingCount()).isEqualTo(1);
    assertThat(queue.pending().get(0)).contains("schedule:nightly", "2025-11-08T03:00:00Z");
  }
}
