package dev.tgfetcher.cli.push;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.DelayedCommands;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;
import tools.jackson.databind.JsonNode;

/** {@code push --wait} tracks its commands; the test plays the worker. */
@ExtendWith(RedisServerExtension.class)
class PushWaitTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  @TempDir private Path directory;
  private CommandQueue worker;
  private QueueState state;
  private CommandLineRunner shell;
  private final CompletableFuture<CommandLineRunner.Result> waiting = new CompletableFuture<>();
  private Thread person = new Thread();

  @BeforeEach
  void set_up(TestRedis redis) {
    worker = QueueFixtures.queue(redis);
    state = new QueueState(redis);
    shell = new CommandLineRunner(directory).at(redis);
  }

  @AfterEach
  void tear_down() {
    person.interrupt();
  }

  private void push(String... arguments) {
    person = new Thread(() -> waiting.complete(shell.run(arguments)));
    person.start();
  }

  private Lease take() {
    return await().until(() -> worker.lease(Duration.ofSeconds(1)), Optional::isPresent).get();
  }

  private static Event skipped(Lease lease, LocalDate day) {
    return QueueFixtures.EVENTS.skipped(
        lease.command(), lease.run(), day, SkipReason.ALREADY_COMPLETE);
  }

  private void complete(Lease lease) {
    worker.complete(lease, List.of(skipped(lease, DAY)));
  }

  private CommandLineRunner.Result result() {
    return waiting.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void it_ends_when_all_are_done() {
    push("push", "ru_python", "ru_java", "--days", "2", "--wait", "-o", "json");
    complete(take());
    Lease second = take();
    worker.announce(second, DAY, skipped(second, DAY));
    assertThat(waiting).isNotDone();
    worker.complete(second, List.of(skipped(second, DAY.minusDays(1))));

    assertThat(result().exitCode()).isZero();
    JsonNode commands = Json.MAPPER.readTree(result().out());
    assertThat(commands.get(0).path("outcome").asString()).isEqualTo("done");
    assertThat(commands.get(1).path("skipped").asInt()).isEqualTo(2);
  }

  @Test
  void an_unchanged_day_is_reported_with_its_facts() {
    push("push", "ru_python", "--force", "--wait");
    Lease lease = take();
    DaySummary day =
        new DaySummary(
            "ru_python",
            DAY,
            "/data/x.json",
            3,
            "ab".repeat(32),
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            true);
    worker.complete(
        lease, List.of(QueueFixtures.EVENTS.unchanged(lease.command(), lease.run(), day)));

    assertThat(result().out())
        .contains("unchanged", "2025-11-07 unchanged: 0 messages, revision 3, sha256 abababababab");
  }

  @Test
  void it_says_that_no_worker_lives() {
    push("push", "ru_python", "--wait");
    complete(take());

    assertThat(result().exitCode()).isZero();
    assertThat(result().err()).containsOnlyOnce("no worker lives");
  }

  @Test
  void it_says_once_what_is_paused_by_whom_and_until_when() {
    shell.run("queue", "pause", "--why", "the disk is full", "--for", "2h", "--as", "ada");
    shell.run("queue", "pause", "--chat", "https://t.me/Ru_*", "--why", "legal", "--as", "bob");
    shell.run("queue", "pause", "--chat", "other", "--why", "not ours", "--as", "bob");
    shell.run("queue", "pause", "--account", "5", "--why", "floods", "--as", "bob");
    push("push", "ru_python", "--wait");
    await().until(() -> state.pendingCount() == 1);
    shell.run("queue", "resume", "--all");
    complete(take());

    assertThat(result().exitCode()).isZero();
    assertThat(result().err())
        .containsOnlyOnce("the fleet is paused until ")
        .contains(" by ada: the disk is full; the commands wait (tg-fetcher queue resume)")
        .containsOnlyOnce("chat ru_* is paused by bob: legal; its commands wait")
        .containsOnlyOnce("account 5 is paused by bob: floods")
        .doesNotContain("not ours");
  }

  @Test
  void a_dead_letter_is_a_failure() {
    push("push", "ru_python", "--date", "2025-11-07", "--wait");
    Lease lease = take();
    Failure failure = new Failure(ErrorType.ACCESS_DENIED, "400 CHANNEL_PRIVATE");
    worker.deadLetter(
        lease,
        QueueFixtures.DEAD_LETTERS.failed(lease, failure),
        QueueFixtures.EVENTS.failed(lease.command(), lease.run(), failure, 1, null, Duration.ZERO));

    assertThat(result().exitCode()).isEqualTo(1);
    assertThat(result().out()).contains("failed", "access_denied: 400 CHANNEL_PRIVATE");
  }

  @Test
  void a_retry_is_no_end() {
    push("push", "ru_python", "--date", "2025-11-07", "--wait");
    Lease first = take();
    Failure failure = new Failure(ErrorType.NETWORK, "away");
    worker.retry(
        first,
        Duration.ZERO,
        "away",
        QueueFixtures.EVENTS.failed(
            first.command(), first.run(), failure, 1, Duration.ZERO, Duration.ZERO));
    await().during(Duration.ofSeconds(2)).until(() -> !waiting.isDone());
    person.interrupt();

    assertThat(result().exitCode()).isEqualTo(130);
    assertThat(result().err()).contains("the fleet goes on");
    assertThat(result().out()).contains("waiting");
  }

  @Test
  void a_command_that_waits_for_a_name_shows_the_class_and_the_time(TestRedis redis) {
    String account = UUID.randomUUID().toString();
    String waitingKey = redis.keys().limitWaiting(account, "resolve");
    push("push", "ru_python", "--date", "2025-11-07", "--wait");
    Lease lease = take();
    redis
        .connection()
        .commands()
        .<String>getScoredSortedSet(waitingKey, StringCodec.INSTANCE)
        .add(Instant.parse("2099-11-07T12:34:56Z").toEpochMilli() * 1000.0, "ru_python");
    worker.defer(
        lease,
        Duration.ofSeconds(4),
        "resolve requests have used up their rate limit for another 120 s");
    DelayedCommands delayed = new DelayedCommands(redis.connection(), redis.keys());
    await().until(() -> delayed.promoteDue(1) == 1);
    complete(take());

    assertThat(result().exitCode()).isZero();
    assertThat(result().err())
        .contains(
            "1 wait until 2099-11-07T12:34:56Z: resolve requests have used up their rate limit\n");
    redis.connection().commands().getKeys().delete(waitingKey);
  }

  @Test
  void the_parts_of_a_command_a_day_are_waited_for() {
    push("push", "ru_python", "--mode", "full", "--strategy", "per_day", "--wait");
    Lease whole = take();
    worker.fanOut(
        whole,
        IntStream.range(0, 3).mapToObj(i -> whole.command().forDay(DAY.minusDays(i))).toList());
    complete(take());
    complete(take());
    await().during(Duration.ofSeconds(2)).until(() -> !waiting.isDone());
    complete(take());

    assertThat(result().exitCode()).isZero();
    assertThat(result().out()).contains("done     0     3");
  }

  @Test
  void a_command_that_an_operator_cancels_is_waited_for_no_longer() {
    push("push", "ru_python", "--date", "2025-11-07", "--wait", "-o", "json");
    await().until(() -> state.pendingCount() == 1);
    String id =
        Json.MAPPER
            .readTree(shell.run("queue", "list", "-o", "json").out())
            .findPath("command_id")
            .asString();
    assertThat(shell.run("queue", "cancel", id).exitCode()).isZero();

    assertThat(result().exitCode()).isEqualTo(1);
    assertThat(Json.MAPPER.readTree(result().out()).get(0).path("outcome").asString())
        .isEqualTo("cancelled");
  }

  @Test
  void a_part_that_an_operator_cancels_is_waited_for_no_longer() {
    push("push", "ru_python", "--mode", "full", "--strategy", "per_day", "--wait", "-o", "json");
    Lease whole = take();
    worker.fanOut(
        whole,
        IntStream.range(0, 3).mapToObj(i -> whole.command().forDay(DAY.minusDays(i))).toList());
    complete(take());
    String part = whole.command().forDay(DAY.minusDays(1)).commandId();
    assertThat(shell.run("queue", "cancel", part).exitCode()).isZero();
    await().during(Duration.ofSeconds(2)).until(() -> !waiting.isDone());
    complete(take());

    assertThat(result().exitCode()).isEqualTo(1);
    JsonNode command = Json.MAPPER.readTree(result().out()).get(0);
    assertThat(command.path("outcome").asString()).isEqualTo("cancelled");
    assertThat(command.path("error").asString()).isEqualTo("1 of 3 days were cancelled");
    assertThat(command.path("skipped").asInt()).isEqualTo(2);
  }

  @Test
  void a_cancelled_command_that_is_pushed_again_is_waited_for() {
    shell.typing(
        "{\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"command_id\":\"mine\",\"timestamp\":\"t\"}\n");
    shell.run("push", "-");
    assertThat(shell.run("queue", "cancel", "mine").exitCode()).isZero();

    push("push", "-", "--wait");
    complete(take());

    assertThat(result().exitCode()).isZero();
  }

  @Test
  void an_interrupt_leaves_the_command_in_the_queue() {
    push("push", "ru_python", "--date", "2025-11-07", "--wait");
    await().until(() -> state.pendingCount() == 1);
    person.interrupt();

    assertThat(result().exitCode()).isEqualTo(130);
    assertThat(state.pendingCount()).isEqualTo(1);
  }

  @Test
  void the_same_payload_that_was_done_before_is_waited_for_again() {
    String line =
        "{\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"command_id\":\"mine\",\"timestamp\":\"t\"}\n";
    shell.typing(line);
    push("push", "-", "--wait");
    complete(take());
    assertThat(result().exitCode()).isZero();

    CompletableFuture<CommandLineRunner.Result> again =
        CompletableFuture.supplyAsync(() -> shell.run("push", "-", "--wait"));
    Lease lease = take();
    assertThat(again).isNotDone();
    complete(lease);
    assertThat(again.join().exitCode()).isZero();
  }
}
