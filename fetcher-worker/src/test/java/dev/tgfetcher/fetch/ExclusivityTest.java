package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RFencedLock;

/** Two workers, each with its own account, fetch the same days. */
@ExtendWith(RedisServerExtension.class)
class ExclusivityTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState queue;
  private Chat group;
  private TestTelegram telegram;
  private final List<TestWorker> workers = new ArrayList<>();

  @BeforeEach
  void start(TestRedis redis) throws InterruptedException {
    this.redis = redis;
    queue = new QueueState(redis);
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    Account boris = builder.account("79990000002", "12345");
    User writer = builder.user(501, "Writer");
    group = builder.supergroup("ru_python", "Python").joinedBy(anna).joinedBy(boris);
    group.add(m -> m.at("2025-11-06T12:00:00Z").from(writer).text("one"));
    group.add(m -> m.at("2025-11-07T12:00:00Z").from(writer).text("two"));
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn("a-" + UUID.randomUUID(), anna);
    telegram.logIn("b-" + UUID.randomUUID(), boris);
  }

  private void startWorkers(Map<String, String> more) {
    workers.add(TestWorker.start(redis, telegram, folder, more));
    workers.add(TestWorker.start(redis, telegram, folder, more));
    await().until(() -> new WorkerRegistry(redis.connection(), redis.keys()).living().size() == 2);
  }

  @AfterEach
  void stop() {
    telegram.emulator().faults().clear();
    workers.forEach(TestWorker::close);
    telegram.close();
  }

  private static String fetch(String chat, LocalDate date, String more) {
    return "{\"command\":\"fetch\",\"chat\":\"%s\",\"date\":\"%s\"%s}".formatted(chat, date, more);
  }

  @Test
  void one_of_two_simultaneous_commands_for_a_day_is_skipped() {
    startWorkers(Map.of());
    holdHistory();

    queue.push(fetch("@ru_python", DAY, ",\"n\":1"));
    queue.push(fetch("https://t.me/ru_python", DAY, ",\"n\":2"));

    await().until(() -> skipped(SkipReason.DUPLICATE) == 1);
    letHistoryGo();
    await().until(() -> fetched().size() == 1);
    queue.push(fetch("ru_python", DAY, ",\"n\":1"));
    await().until(() -> skipped(SkipReason.ALREADY_COMPLETE) == 1);
    assertThat(fetched()).hasSize(1);
    await().untilAsserted(() -> queue.hasPending().hasNothingInFlight());
  }

  @Test
  void the_same_payload_pushed_twice_is_read_once_and_its_copy_is_skipped_afterwards() {
    startWorkers(Map.of());
    holdHistory();

    queue.push(fetch("@ru_python", DAY, ""));
    queue.push(fetch("@ru_python", DAY, ""));

    await().until(() -> queue.twins() == 1);
    letHistoryGo();
    await().until(() -> skipped(SkipReason.ALREADY_COMPLETE) == 1);
    assertThat(fetched()).hasSize(1);
    queue.hasPending().hasDelayed().hasNothingInFlight();
    assertThat(queue.twins()).isZero();
  }

  @Test
  void two_days_of_one_chat_are_read_at_the_same_time() {
    startWorkers(Map.of());
    holdHistory();

    queue.push(fetch("@ru_python", DAY, ""));
    queue.push(fetch("@ru_python", DAY.minusDays(1), ""));

    await().until(() -> lock(DAY).isLocked() && lock(DAY.minusDays(1)).isLocked());
    letHistoryGo();
    await().until(() -> fetched().size() == 2);
    await().until(() -> !lock(DAY).isLocked() && !lock(DAY.minusDays(1)).isLocked());
  }

  @Test
  void a_forced_command_under_another_name_of_the_chat_waits_and_costs_no_attempt() {
    startWorkers(Map.of());
    holdHistory();
    queue.push(fetch("@ru_python", DAY, ""));
    await().until(() -> lock(DAY).isLocked());

    String forced = fetch("@RU_Python", DAY, ",\"force\":true");
    queue.push(forced);

    await().until(() -> lastError(forced).contains("another worker reads"));
    assertThat(queue.counter(forced, "attempts")).isNull();
    letHistoryGo();
    await().until(() -> fetched().size() == 2);
  }

  private String lastError(String payload) {
    return String.valueOf(queue.counter(payload, "last_error"));
  }

  @Test
  void a_worker_that_slept_while_another_read_the_day_writes_nothing() throws Exception {
    startWorkers(Map.of("DEDUP_TTL", "0s"));
    holdHistory();
    queue.push(fetch("@ru_python", DAY, ""));
    await().until(() -> lock(DAY).isLocked());

    lock(DAY).forceUnlock();
    long newer = lock(DAY).lockAndGetToken();
    Path fence = folder.resolve("data/.fences/ru_python/2025-11-07");
    Files.createDirectories(fence.getParent());
    Files.writeString(fence, Long.toString(newer));
    letHistoryGo();

    await().until(() -> lastError(fetch("@ru_python", DAY, "")).contains("another worker reads"));
    assertThat(folder.resolve("data/ru_python/2025-11-07.json")).doesNotExist();
    lock(DAY).unlock();
    await().until(() -> fetched().size() == 1);
    assertThat(Long.parseLong(Files.readString(fence))).isGreaterThan(newer);
  }

  @Test
  void the_next_command_reads_a_day_that_failed() {
    startWorkers(Map.of("MAX_RETRY_ATTEMPTS", "1"));
    telegram.emulator().faults().failNext("contacts.resolveUsername", 1, 400, "ODD_TROUBLE");
    queue.push(fetch("@ru_python", DAY, ",\"n\":1"));
    await().until(() -> queue.deadLetters().size() == 1);

    queue.push(fetch("@ru_python", DAY, ",\"n\":2"));

    await().until(() -> fetched().size() == 1);
    assertThat(skipped(SkipReason.DUPLICATE)).isZero();
  }

  @Test
  void the_workers_resolve_a_username_once_for_each_account() {
    startWorkers(Map.of());

    for (int n = 1; n <= 20; n++) {
      queue.push(fetch("@ru_python", DAY.minusDays(n), ""));
    }

    await().until(() -> fetched().size() == 20);
    assertThat(telegram.emulator().requests().count("contacts.resolveUsername")).isBetween(1L, 2L);
  }

  /** Waits until the other worker has found the lock or the mark of this one. */
  private void holdHistory() {
    telegram.emulator().faults().block("messages.getHistory");
    telegram.emulator().faults().block("messages.search");
  }

  private void letHistoryGo() {
    telegram.emulator().faults().unblock("messages.getHistory");
    telegram.emulator().faults().unblock("messages.search");
  }

  private long chatId() {
    return -1_000_000_000_000L - group.id();
  }

  private RFencedLock lock(LocalDate day) {
    return redis
        .connection()
        .commands()
        .getFencedLock(redis.keys().dayLock(Long.toString(chatId()), day));
  }

  private List<Event> events() {
    return queue.events().stream().map(Event::parse).flatMap(Optional::stream).toList();
  }

  private List<MessagesFetched> fetched() {
    return events().stream()
        .filter(MessagesFetched.class::isInstance)
        .map(MessagesFetched.class::cast)
        .toList();
  }

  private long skipped(SkipReason reason) {
    return events().stream()
        .filter(event -> event instanceof FetchSkipped skip && skip.reason() == reason)
        .count();
  }
}
