package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.PatientAwaitility.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.s3.S3Archive;
import dev.tgfetcher.archive.s3.S3TestStore;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import dev.tgfetcher.testing.S3Proxy.Fate;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose archive is in a bucket: from a command in Redis to an object and an event. */
@ExtendWith(RedisServerExtension.class)
class S3WorkerTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private TestTelegram telegram;
  private S3Proxy proxy;
  private S3TestStore archive;
  private TestWorker worker;

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    Chat group = builder.supergroup("ru_python", "Python").joinedBy(account);
    group.add(m -> m.at("2025-11-06T12:00:00Z").from(anna).text("the day before"));
    group.add(m -> m.at("2025-11-07T00:00:00Z").from(anna).text("first"));
    group.add(m -> m.at("2025-11-07T23:59:59Z").from(anna).text("last"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("main", account);
    proxy = S3Proxy.to(S3Mock.shared().endpoint());
    archive = S3TestStore.create(proxy.endpoint());
  }

  @AfterEach
  void end() {
    if (worker != null) {
      assertThat(worker.stop()).isEqualTo(ExitCode.DONE);
    }
    telegram.close();
    proxy.close();
  }

  @Test
  void a_command_becomes_an_object_and_an_event_with_its_address() throws IOException {
    startWorker();
    proxy.forgetRequests();
    push("2025-11-07");

    await().atMost(LONG).until(() -> !fetched().isEmpty());

    MessagesFetched event = fetched().get(0);
    assertThat(event.filePath()).isEqualTo(archive.address() + "/ru_python/2025-11-07.json");
    assertThat(event.fileUrl())
        .isEqualTo("https://files.example/archive/ru_python/2025-11-07.json");
    ArchiveStore store = open().store();
    try (ArchiveReader reader = ArchiveReader.open(store.file("ru_python", DAY).open(), DAY)) {
      assertThat(reader)
          .toIterable()
          .extracting(ArchivedMessage::text)
          .containsExactly("first", "last");
      assertThat(reader.header().senders()).containsExactly(Map.entry("501", "Anna"));
    }
    // A listing, the day and the progress of the chat; the fold of progress.json comes later.
    assertThat(
            proxy.requests().stream().filter(request -> !request.path().endsWith("progress.json")))
        .extracting(S3Proxy.Request::method)
        .containsExactly("GET", "PUT", "PUT");
    assertThat(folder.resolve("data").resolve("ru_python")).doesNotExist();
    assertThat(folder.resolve("data").resolve("progress.json")).doesNotExist();
    await().atMost(LONG).until(() -> open().progress().chats().contains("ru_python"));
  }

  @Test
  void a_complete_day_is_skipped_and_an_incremental_command_goes_on_after_it() {
    startWorker();
    push("2025-11-06");
    await().atMost(LONG).until(() -> fetched().size() == 1);

    push("2025-11-06");
    await().atMost(LONG).until(() -> !skipped().isEmpty());
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"range\",\"from\":\"2025-11-06\","
            + "\"to\":\"2025-11-07\"}");
    await().atMost(LONG).until(() -> fetched().size() == 2);

    assertThat(fetched().get(1).date()).isEqualTo(DAY);
    assertThat(open().store().days("ru_python")).containsExactly(DAY.minusDays(1), DAY);
    assertThat(open().store().find("ru_python", DAY)).get().returns(true, ArchivedDay::complete);
  }

  @Test
  void while_the_store_is_away_nothing_is_announced_and_the_command_is_kept() {
    startWorker();
    AtomicBoolean isAway = new AtomicBoolean(true);
    proxy.decide(
        request ->
            isAway.get() && request.method().equals("PUT")
                ? new Fate.Refuse(503, "SlowDown")
                : Fate.PASS);
    push("2025-11-07");

    await()
        .atMost(LONG)
        .until(() -> proxy.requests().stream().anyMatch(r -> r.path().contains(".storage-probe-")));
    assertThat(fetched()).isEmpty();
    assertThat(queue.deadLetters()).isEmpty();
    isAway.set(false);

    await().atMost(LONG).until(() -> fetched().size() == 1);
    assertThat(open().store().find("ru_python", DAY)).isPresent();
    assertThat(Files.exists(folder.resolve("data").resolve("ru_python"))).isFalse();
  }

  @Test
  void a_worker_that_starts_while_the_store_is_away_waits_for_it() {
    proxy.decide(request -> Fate.CUT_BEFORE);
    int port = FreePort.any();
    Map<String, String> environment = environment();
    environment.put("HTTP_PORT", Integer.toString(port));
    worker = TestWorker.start(redis, telegram, folder, environment);

    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(
            () ->
                assertThat(HttpGet.get("127.0.0.1:" + port, "/health").body())
                    .contains("the storage cannot be written: ARCHIVE_URL: Cannot list ")
                    .contains("\"storage\":\"down\""));
    assertThat(worker.exitCode()).isNotDone();
    proxy.decide(request -> Fate.PASS);
    push("2025-11-07");

    await().atMost(LONG).until(() -> fetched().size() == 1);
  }

  @Test
  void a_store_that_cannot_have_the_archive_ends_the_worker_at_its_start() {
    proxy.decide(request -> new Fate.Refuse(403, "AccessDenied"));

    TestWorker refused = TestWorker.start(redis, telegram, folder, environment());

    assertThat(refused.exitCode())
        .failsWithin(LONG)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ConfigException.class)
        .withMessageContaining("give the user the right s3:ListBucket");
  }

  private void startWorker() {
    worker = TestWorker.start(redis, telegram, folder, environment());
    await()
        .atMost(LONG)
        .until(() -> proxy.requests().stream().anyMatch(r -> r.method().equals("DELETE")));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("ARCHIVE_URL", archive.address());
    environment.put("ARCHIVE_S3_ENDPOINT", proxy.endpoint().toString());
    environment.put("ARCHIVE_S3_PATH_STYLE", "true");
    environment.put("ARCHIVE_PUBLIC_URL", "https://files.example/archive");
    return environment;
  }

  private S3Archive open() {
    return archive.by(S3Mock.shared().endpoint()).open(5, folder);
  }

  private void push(String date) {
    queue.push(
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\",\"date\":\""
            + date
            + "\"}");
  }

  private List<MessagesFetched> fetched() {
    return events(MessagesFetched.class);
  }

  private List<FetchSkipped> skipped() {
    return events(FetchSkipped.class);
  }

  private <T extends Event> List<T> events(Class<T> type) {
    return queue.events().stream()
        .map(Event::parse)
        .flatMap(Optional::stream)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
