package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RLock;

/** The main job: a command in Redis becomes a file and an event, through the real TDLib. */
@ExtendWith(RedisServerExtension.class)
class WorkerTest {

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private Account account;
  private Chat group;
  private TestTelegram telegram;
  private TestWorker worker;
  private int expectedExitCode = ExitCode.DONE;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    group = builder.supergroup("ru_python", "Python").joinedBy(account);
    group.add(m -> m.at("2025-11-06T23:59:59Z").from(anna).text("the day before"));
    group.add(m -> m.at("2025-11-07T00:00:00Z").from(anna).text("first"));
    group.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("second").reaction("👍", 3));
    group.add(m -> m.at("2025-11-07T23:59:59Z").from(anna).text("last").replyTo(2));
    group.add(m -> m.at("2025-11-08T00:00:00Z").from(anna).text("the day after"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
    worker =
        TestWorker.start(
            redis,
            telegram,
            folder,
            Map.of("ARCHIVE_PUBLIC_URL", "https://files.example/archive/"));
  }

  @AfterEach
  void end() {
    assertThat(worker.stop()).isEqualTo(expectedExitCode);
    telegram.close();
  }

  @Test
  void a_command_becomes_a_file_and_an_event() throws IOException {
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\",\"date\":\"2025-11-07\"}");

    MessagesFetched event = await().until(this::fetched, Optional::isPresent).get();

    Path file = folder.resolve("data/ru_python/2025-11-07.json");
    ArchiveFile archive = ArchiveReader.read(file);
    assertThat(archive.messages())
        .extracting(ArchivedMessage::text)
        .containsExactly("first", "second", "last");
    assertThat(archive.messages().get(1).reactions()).hasSize(1);
    assertThat(archive.messages().get(2).replyToMsgId()).isEqualTo(2);
    assertThat(archive.header().complete()).isTrue();
    assertThat(archive.header().senders()).containsExactly(Map.entry("501", "Anna"));
    assertThat(event.filePath()).isEqualTo(file.toString());
    assertThat(event.fileUrl())
        .isEqualTo("https://files.example/archive/ru_python/2025-11-07.json");
    assertThat(event.messageCount()).isEqualTo(3);
    assertThat(event.complete()).isTrue();
    queue.hasPending().hasNothingInFlight();
  }

  @Test
  void the_heartbeat_shows_the_current_command() {
    WorkerRegistry fleet = new WorkerRegistry(redis.connection(), redis.keys());
    telegram.emulator().faults().block("messages.getHistory");
    telegram.emulator().faults().block("messages.search");
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"date\":\"2025-11-07\",\"command_id\":\"mine\"}");

    String current =
        await()
            .until(
                () ->
                    fleet.living().values().stream()
                        .map(state -> state.getOrDefault("current", "[]"))
                        .findFirst()
                        .orElse("[]"),
                text -> text.contains("mine"));

    assertThat(current)
        .contains(
            "\"command_id\":\"mine\"", "\"chat\":\"@ru_python\"", "\"messages\":", "\"since\":\"");
    telegram.emulator().faults().unblock("messages.getHistory");
    telegram.emulator().faults().unblock("messages.search");
    await()
        .until(
            () ->
                fleet.living().values().stream()
                    .allMatch(state -> "[]".equals(state.get("current"))));
  }

  @Test
  void an_unknown_chat_is_a_dead_letter_at_once() {
    queue.push("{\"command\":\"fetch\",\"chat\":\"@nobody_here\",\"mode\":\"yesterday\"}");

    await().until(() -> !queue.deadLetters().isEmpty());

    assertThat(queue.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.CHAT_NOT_FOUND);
              assertThat(letter.retryCount()).isZero();
            });
    queue.hasPending().hasNothingInFlight();
  }

  @Test
  void per_day_fans_out_into_one_command_a_day_since_the_first_message() {
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"ru_python\",\"from\":\"2025-11-06\",\"to\":\"2025-11-08\""
            + ",\"strategy\":\"per_day\",\"correlation_id\":\"parent\"}");

    await().until(() -> allFetched().size() == 3);

    assertThat(allFetched())
        .allSatisfy(e -> assertThat(e.envelope().correlationId()).isEqualTo("parent"))
        .extracting(MessagesFetched::date, MessagesFetched::messageCount)
        .containsExactlyInAnyOrder(
            tuple(LocalDate.of(2025, 11, 6), 1L),
            tuple(LocalDate.of(2025, 11, 7), 3L),
            tuple(LocalDate.of(2025, 11, 8), 1L));
    assertThat(allFetched()).extracting(e -> e.envelope().commandId()).doesNotHaveDuplicates();
  }

  @Test
  void a_full_history_fanned_out_begins_with_the_first_message() {
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"ru_python\",\"mode\":\"full\",\"strategy\":\"per_day\"}");

    await().until(() -> allFetched().size() >= 1);

    List<String> pending = queue.pending();
    assertThat(pending.get(pending.size() - 1)).contains("\"date\":\"2025-11-06\"");
  }

  @Test
  void a_range_is_read_in_one_pass_and_its_complete_days_are_not_read_again() {
    String range =
        "{\"command\":\"fetch\",\"chat\":\"ru_python\",\"from\":\"2025-11-06\",\"to\":\"2025-11-08\",\"n\":";
    queue.push(range + "1}");
    await().until(() -> allFetched().size() == 3);
    long requests = telegram.emulator().requests().count("messages.search");

    queue.push(range + "2}");
    await().until(() -> skippedDays() == 3);

    assertThat(telegram.emulator().requests().count("messages.search")).isEqualTo(requests);
    assertThat(allFetched()).hasSize(3);
  }

  @Test
  void a_forced_day_that_did_not_change_keeps_its_revision_and_one_that_did_gets_another() {
    String forced =
        "{\"command\":\"fetch\",\"chat\":\"ru_python\",\"date\":\"2025-11-07\",\"force\":true"
            + ",\"command_id\":\"same\",\"n\":";
    queue.push(forced + "1}");
    await().until(() -> allFetched().size() == 1);

    queue.push(forced + "2}");
    await().until(() -> skippedDays() == 1);
    group.edit(2, m -> m.text("first, edited"));
    queue.push(forced + "3}");
    await().until(() -> allFetched().size() == 2);

    assertThat(allFetched()).extracting(MessagesFetched::revision).containsExactly(1, 2);
    assertThat(allFetched()).extracting(e -> e.envelope().eventId()).doesNotHaveDuplicates();
    assertThat(folder.resolve("data/ru_python/.revisions/2025-11-07.r1.json")).exists();
  }

  private long skippedDays() {
    return events().stream().filter(FetchSkipped.class::isInstance).count();
  }

  private List<Event> events() {
    return queue.events().stream().map(Event::parse).flatMap(Optional::stream).toList();
  }

  private List<MessagesFetched> allFetched() {
    return events().stream()
        .filter(MessagesFetched.class::isInstance)
        .map(MessagesFetched.class::cast)
        .toList();
  }

  @Test
  void a_session_whose_lock_expired_is_taken_again() {
    await().until(this::hasHeartbeat);
    RLock lock = sessionLock();
    lock.forceUnlock();

    await().until(lock::isLocked);

    assertThat(worker.exitCode()).isNotDone();
  }

  @Test
  void a_session_that_another_worker_took_is_released() {
    await().until(this::hasHeartbeat);
    RLock lock = sessionLock();
    // The worker may take its lock again between these two steps.
    await()
        .until(
            () -> {
              lock.forceUnlock();
              return lock.tryLock();
            });

    assertThat(worker.exitCode()).succeedsWithin(LONG).isEqualTo(ExitCode.FAILED);

    expectedExitCode = ExitCode.FAILED;
    lock.forceUnlock();
  }

  private boolean hasHeartbeat() {
    return !new WorkerRegistry(redis.connection(), redis.keys()).living().isEmpty();
  }

  private RLock sessionLock() {
    return redis.connection().commands().getLock(redis.keys().sessionLock("main"));
  }

  private Optional<MessagesFetched> fetched() {
    return allFetched().stream().findFirst();
  }
}
