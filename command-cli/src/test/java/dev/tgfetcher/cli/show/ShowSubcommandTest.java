package dev.tgfetcher.cli.show;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code show} finds a command wherever it is; the test plays the worker. */
@ExtendWith(RedisServerExtension.class)
class ShowSubcommandTest {
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

  private void push(String id, String correlationId) {
    state.push(
        ("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\","
                + "\"command_id\":\"%s\",\"correlation_id\":\"%s\"}")
            .formatted(id, correlationId));
  }

  private Lease take() {
    return worker.lease(Duration.ofSeconds(1)).orElseThrow();
  }

  private JsonNode show(String id) {
    CommandLineRunner.Result result = shell.run("show", id, "--output", "json");
    assertThat(result.err()).isEmpty();
    return Json.MAPPER.readTree(result.out());
  }

  private String place(String id) {
    JsonNode view = show(id);
    return view.path("state").asString() + " " + view.path("place").asString();
  }

  @Test
  void a_command_is_found_by_each_of_its_ids_in_each_of_its_places() {
    push("nightly-17", "run-9");
    assertThat(place("nightly-17")).isEqualTo("queued pending");
    assertThat(place("run-9")).isEqualTo("queued pending");

    Lease lease = take();
    assertThat(place("nightly-17")).isEqualTo("running processing");
    assertThat(show("night").path("worker").asString()).isEqualTo(WORKER);
    assertThat(place("run")).isEqualTo("running processing");

    worker.retry(lease, Duration.ofHours(1), "timeout", TestQueue.failed(lease));
    JsonNode delayed = show("nightly-17");
    assertThat(delayed.path("place").asString()).isEqualTo("delayed");
    assertThat(delayed.path("due_at").isNull()).isFalse();
    assertThat(delayed.path("attempts").asInt()).isEqualTo(1);
    assertThat(delayed.path("last_error").asString()).isEqualTo("timeout");

    state.makeDelayedDue();
    QueueFixtures.delayed(redis).promoteDue(10);
    assertThat(place("nightly-17")).isEqualTo("queued pending");

    worker.complete(take(), List.of(TestQueue.skipped(lease)));
    JsonNode ended = show("nightly-17");
    assertThat(ended.path("state").asString()).isEqualTo("done");
    assertThat(ended.path("days").asInt()).isEqualTo(1);
    assertThat(ended.path("events").valueStream().map(event -> event.path("event").asString()))
        .containsExactly("fetch_failed", "fetch_skipped", "command_completed");
    assertThat(ended.at("/logs/logql").asString()).contains("run-9");
  }

  @Test
  void the_place_is_right_after_others_than_its_worker_moved_the_command() {
    shell.run("push", "ru_python", "--date", "2025-11-07", "--priority", "low");
    Lease first = take();
    String id = first.command().commandId();

    assertThat(QueueFixtures.lists(redis).reclaim(WORKER, first.payload())).isTrue();
    assertThat(place(id)).as("after the death of its worker").isEqualTo("queued low");

    worker.retry(take(), Duration.ofHours(1), "timeout", TestQueue.failed(first));
    state.makeDelayedDue();
    QueueFixtures.delayed(redis).promoteDue(10);
    assertThat(place(id)).as("after its delay").isEqualTo("queued low");

    shell.run("queue", "pause", "--chat", "ru_*", "--why", "legal");
    assertThat(worker.lease(Duration.ofSeconds(1))).isEmpty();
    assertThat(place(id)).as("during a pause").isEqualTo("queued paused");
  }

  @Test
  void a_dead_letter_is_found_by_its_id_and_shown_with_its_command() {
    push("nightly-17", "run-9");
    Lease lease = take();
    Failure failure = new Failure(ErrorType.CHAT_NOT_FOUND, "no such chat");
    worker.deadLetter(lease, DEAD_LETTERS.failed(lease, failure), TestQueue.failed(lease));
    String letter = show("nightly-17").path("letter_id").asString();

    JsonNode view = show(letter.substring(0, 8));

    assertThat(view.path("command_id").asString()).isEqualTo("nightly-17");
    assertThat(view.path("state").asString()).isEqualTo("dead_lettered");
    assertThat(view.path("last_error").asString()).isEqualTo("no such chat");
    assertThat(shell.run("show", "nightly-17").out())
        .contains("state             dead_lettered", "dlq show " + letter, "Loki");
  }

  @Test
  void a_split_command_shows_its_open_parts() {
    push("whole", "whole");
    Lease lease = take();
    FetchCommand.Whole of = new FetchCommand.Whole("whole", lease.run().toEpochMilli());
    LocalDate day = LocalDate.of(2025, 11, 7);
    worker.fanOut(
        lease,
        List.of(
            lease.command().forDay(day).asPartOf(of),
            lease.command().forDay(day.minusDays(1)).asPartOf(of)));
    worker.complete(take(), List.of());

    assertThat(shell.run("show", "whole").out())
        .contains("split into parts", "parts             1 of 2 open");
  }

  @Test
  void an_ambiguous_beginning_and_an_unknown_id_are_refused() {
    push("nightly-17", "run-9");
    push("nightly-18", "run-9");
    worker.complete(take(), List.of());
    worker.complete(take(), List.of());

    CommandLineRunner.Result several = shell.run("show", "nightly");
    assertThat(several.exitCode()).isEqualTo(1);
    assertThat(several.err())
        .contains("several commands have an id that starts with nightly: nightly-17, nightly-18");
    CommandLineRunner.Result none = shell.run("show", "weekly");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("no command, correlation id or dead letter begins with weekly");
  }
}
