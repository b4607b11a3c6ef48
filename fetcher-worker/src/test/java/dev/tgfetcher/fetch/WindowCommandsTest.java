package dev.tgfetcher.fetch;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands over several days with the real TDLib, at noon of a day of the world. */
@ExtendWith(RedisServerExtension.class)
class WindowCommandsTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 11, 7);

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private TestTelegram telegram;
  private RunningWorker worker;
  private volatile Instant now = Instant.parse("2025-11-10T12:00:00Z");

  /** A worker in this process, with its own data directory. */
  private final class RunningWorker {
    private final String name;
    private final Map<String, String> more;
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Integer> exitCode;

    RunningWorker(String name) {
      this(name, Map.of());
    }

    RunningWorker(String name, Map<String, String> more) {
      this.name = name;
      this.more = more;
      this.exitCode =
          CompletableFuture.supplyAsync(this::work, task -> new Thread(task, name).start());
    }

    private int work() {
      Map<String, String> environment = new HashMap<>(telegram.environment());
      environment.putAll(redis.environment());
      environment.put("DATA_DIR", data().toString());
      environment.put("SESSION_NAME", name);
      environment.put("WORKER_ID", name);
      environment.put("RETRY_BASE_DELAY", "60s");
      environment.putAll(more);
      InstantSource clock = () -> now;
      try {
        return new Launcher(
                Settings.load(environment, folder),
                TestTelegram.library(),
                stop,
                clock,
                new Random(1))
            .run();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    Path data() {
      return folder.resolve("data-" + name);
    }

    void stop() {
      stop.stop(ExitCode.DONE);
      assertThat(exitCode).succeedsWithin(LONG).isEqualTo(ExitCode.DONE);
    }
  }

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    Timeline timeline = Timeline.days(FIRST, 120, 400, 150, 10);
    GeneratedChat talk = GeneratedChat.supergroup("talk", "Talk", timeline);
    World world = World.generated(1, new WorldSpec(2, List.of(talk)));
    telegram = TestTelegram.start(world, folder.resolve("sessions"));
    Iterator<Account> accounts = world.accounts().iterator();
    telegram.logIn("first", accounts.next());
    telegram.logIn("second", accounts.next());
    worker = new RunningWorker("first");
  }

  @AfterEach
  void end() {
    worker.stop();
    telegram.close();
  }

  private void push(String id, String fields) {
    queue.pushSeen(
        now,
        "{\"command\":\"fetch\",\"chat\":\"talk\",\"command_id\":\"" + id + "\"," + fields + "}");
  }

  private <E extends Event> List<E> events(Class<E> kind, String id) {
    return queue.events().stream()
        .map(Event::parse)
        .flatMap(Optional::stream)
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(event -> event.envelope().commandId().equals(id))
        .toList();
  }

  private List<MessagesFetched> fetched(String id) {
    return events(MessagesFetched.class, id);
  }

  /** The days in the order in which they were announced, as {@code day:messages}. */
  private List<String> days(String id) {
    return fetched(id).stream()
        .map(event -> event.date().getDayOfMonth() + ":" + event.messageCount())
        .toList();
  }

  private void run(String id, String fields) {
    push(id, fields);
    await().until(() -> !isAtWork());
  }

  /** The last event of a command is published in the step that completes the command. */
  private boolean isAtWork() {
    return queue.pendingCount() > 0 || !queue.isIdle();
  }

  /** The command's day is tomorrow by Redis' clock, so that it does not end during the test. */
  @Test
  void a_worker_whose_clock_is_ahead_does_not_end_a_day_early() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    now = tomorrow.plus(Duration.ofDays(1));

    queue.pushSeen(
        tomorrow,
        "{\"command\":\"fetch\",\"chat\":\"talk\",\"command_id\":\"ahead\",\"date\":\""
            + tomorrow.atOffset(ZoneOffset.UTC).toLocalDate()
            + "\"}");

    await().until(() -> !fetched("ahead").isEmpty());
    assertThat(fetched("ahead").get(0).complete()).isFalse();
  }

  @Test
  void every_mode_fetches_its_days_newest_first() {
    String force = "\"force\":true,";
    run("date", force + "\"mode\":\"date\",\"date\":\"2025-11-08\"");
    run("days", force + "\"mode\":\"days\",\"days\":2");
    run("older", force.replace("force", "other") + "\"days_back\":1,\"strategy\":\"recent\"");
    run("range", "\"mode\":\"range\",\"from\":\"2025-11-06\",\"to\":\"2025-11-07\"");
    run("yesterday", "\"mode\":\"yesterday\"");
    run("full", "\"mode\":\"full\"");

    assertThat(days("date")).containsExactly("8:400");
    assertThat(days("days")).containsExactly("9:150");
    assertThat(days("range")).containsExactly("7:120", "6:0");
    assertThat(days("full")).containsExactly("10:10");
    assertThat(fetched("full").get(0).complete()).isFalse();
    assertThat(events(FetchSkipped.class, "full"))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.date()).isEqualTo(LocalDate.of(2025, 11, 9));
              assertThat(span.firstDate()).isEqualTo(LocalDate.of(2025, 11, 6));
              assertThat(span.days()).isEqualTo(4);
            });
    assertThat(events(FetchSkipped.class, "days"))
        .extracting(FetchSkipped::date)
        .containsExactly(FIRST.plusDays(1));
    assertThat(events(FetchSkipped.class, "older")).hasSize(1);
    assertThat(events(FetchSkipped.class, "yesterday")).hasSize(1);
  }

  @Test
  void incremental_fetches_the_days_after_the_last_complete_day() {
    run("seed", "\"date\":\"2025-11-07\"");
    run("up", "\"mode\":\"incremental\"");
    run("again", "\"mode\":\"incremental\"");
    now = now.plus(Duration.ofDays(1));
    run("next", "\"mode\":\"incremental\"");

    assertThat(days("up")).containsExactly("9:150", "8:400");
    assertThat(days("again")).isEmpty();
    assertThat(events(FetchSkipped.class, "again")).hasSize(1);
    assertThat(days("next")).containsExactly("10:10");
  }

  @Test
  void incremental_without_an_archive_begins_with_the_first_message() {
    run("first", "\"mode\":\"incremental\"");

    assertThat(days("first")).containsExactly("9:150", "8:400", "7:120");
  }

  @Test
  void a_retry_on_another_worker_continues_after_the_announced_days() throws IOException {
    worker.stop();
    // Pages of a history are requested one after the other, so it is known which one fails.
    worker = new RunningWorker("first", Map.of("MESSAGES_PER_REQUEST", "50"));
    telegram.emulator().faults().failAfter("messages.getHistory", 9, 1_000, "SOMETHING_ODD");
    push("range", "\"from\":\"2025-11-07\",\"to\":\"2025-11-09\"");
    await().until(() -> !events(FetchFailed.class, "range").isEmpty());
    assertThat(days("range")).containsExactly("9:150");
    worker.stop();
    telegram.emulator().faults().clear();

    worker = new RunningWorker("second");
    queue.makeDelayedDue();
    await().until(() -> fetched("range").size() == 3);

    assertThat(days("range")).containsExactly("9:150", "8:400", "7:120");
    assertThat(fetched("range"))
        .extracting(event -> event.envelope().workerId())
        .containsExactly("first", "second", "second");
    Path files = worker.data().resolve("talk");
    assertThat(files.resolve("2025-11-09.json")).doesNotExist();
    assertThat(ArchiveReader.read(files.resolve("2025-11-08.json")).messages()).hasSize(400);
    assertThat(ArchiveReader.read(files.resolve("2025-11-07.json")).messages()).hasSize(120);
  }

  @Test
  void a_day_that_was_not_over_is_read_again_after_its_end() {
    run("full", "\"mode\":\"full\"");
    now = now.plus(Duration.ofDays(1));
    run("next", "\"mode\":\"yesterday\"");

    assertThat(days("full")).startsWith("10:10");
    assertThat(days("next")).containsExactly("10:10");
    assertThat(fetched("next").get(0).complete()).isTrue();
  }

  @Test
  void a_limit_counts_for_the_whole_command_under_every_strategy() {
    run(
        "few",
        "\"from\":\"2025-11-07\",\"to\":\"2025-11-09\",\"strategy\":\"per_day\",\"limit\":200");

    assertThat(days("few")).containsExactly("9:150", "8:50");
    assertThat(fetched("few")).extracting(MessagesFetched::complete).containsExactly(true, false);
  }

  @Test
  void a_retry_after_midnight_reads_the_days_of_the_first_attempt() {
    telegram.emulator().faults().failAfter("messages.getHistory", 0, 1_000, "SOMETHING_ODD");
    push("late", "\"mode\":\"yesterday\"");
    await().until(() -> !events(FetchFailed.class, "late").isEmpty());
    telegram.emulator().faults().clear();

    now = now.plus(Duration.ofDays(1));
    queue.makeDelayedDue();
    await().until(() -> !fetched("late").isEmpty());

    assertThat(days("late")).containsExactly("9:150");
    assertThat(fetched("late").get(0).complete()).isTrue();
  }

  @Test
  void a_replayed_command_reads_the_days_of_its_first_run() {
    String seen = ",\"first_seen\":\"2025-11-09T23:59:00Z\"";
    run("one", "\"mode\":\"yesterday\"" + seen);
    run("three", "\"mode\":\"days\",\"days\":2,\"force\":true" + seen);
    run("odd", "\"mode\":\"yesterday\",\"first_seen\":\"2999-01-01T00:00:00Z\"");

    assertThat(days("one")).containsExactly("8:400");
    assertThat(days("three")).containsExactly("7:120");
    assertThat(days("odd")).containsExactly("9:150");
  }

  @Test
  void a_retry_counts_the_announced_messages_towards_the_limit() {
    telegram.emulator().faults().failAfter("channels.getMessages", 2, 1_000, "SOMETHING_ODD");
    push("some", "\"from\":\"2025-11-07\",\"to\":\"2025-11-09\",\"limit\":500");
    await().until(() -> !events(FetchFailed.class, "some").isEmpty());
    worker.stop();
    telegram.emulator().faults().clear();

    worker = new RunningWorker("second");
    queue.makeDelayedDue();
    await().until(() -> fetched("some").size() == 2);

    assertThat(days("some")).containsExactly("9:150", "8:350");
  }
}
