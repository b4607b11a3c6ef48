package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TcpProxy;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.Heartbeat;
import dev.tgfetcher.upkeep.OutboxReplay;
import dev.tgfetcher.upkeep.StrandedLeases;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.RedisException;

/** Redis is cut off while a command is in flight. */
@ExtendWith(RedisServerExtension.class)
class OutboxTest {
  private static final LocalDate FRIDAY = LocalDate.of(2025, 11, 7);
  private static final LocalDate THURSDAY = LocalDate.of(2025, 11, 6);

  @TempDir Path folder;
  private TestRedis redis;
  private QueueState state;
  private TcpProxy proxy;
  private RedisConnection connection;
  private Worker worker;
  private Lease lease;

  /** A worker process. */
  private record Worker(CommandQueue queue, OutboxReplay replay) {}

  @BeforeEach
  void takeACommand(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    proxy = TcpProxy.to(URI.create(redis.url()).getPort());
    connection = open("redis://127.0.0.1:" + proxy.port() + URI.create(redis.url()).getPath());
    worker = worker(connection, WORKER);
    state.push(payload(1));
    lease = worker.queue().lease(Duration.ofSeconds(1)).orElseThrow();
  }

  @AfterEach
  void close() {
    connection.close();
    proxy.close();
  }

  private static RedisConnection open(String url) {
    return RedisConnection.open(RedisAddress.parse(url), 1);
  }

  private Worker worker(RedisConnection connection, String id) {
    return worker(connection, redis.keys(), id);
  }

  private Worker worker(RedisConnection connection, RedisKeys keys, String id) {
    Outbox outbox = new Outbox(folder, id, FleetId.in(connection, keys));
    CommandQueue queue = QueueFixtures.queue(connection, keys, id, outbox);
    WorkerRegistry workers = new WorkerRegistry(connection, keys);
    return new Worker(queue, new OutboxReplay(queue.writer(), outbox, workers, id));
  }

  /** Finishes both days while Redis is away. */
  private void finishCutOff() {
    proxy.cut();
    assertThat(worker.queue().announce(lease, FRIDAY, skipped(FRIDAY))).isEqualTo(Settlement.KEPT);
    assertThat(worker.queue().complete(lease, List.of(skipped(THURSDAY))))
        .isEqualTo(Settlement.KEPT);
  }

  private Event skipped(LocalDate day) {
    return EVENTS.skipped(lease.command(), lease.run(), day, SkipReason.ALREADY_COMPLETE);
  }

  private void replayWhenBack(Worker whose) {
    proxy.restore();
    await()
        .ignoreExceptionsInstanceOf(RedisException.class)
        .until(
            () -> {
              whose.replay().runOnce();
              return true;
            });
  }

  @Test
  void the_outbox_is_published_in_order_when_redis_is_back() {
    finishCutOff();
    assertThat(worker.queue().writer().waiting()).isEqualTo(2);
    assertThat(state.eventsWithoutEnds()).isEmpty();
    assertThatThrownBy(() -> worker.replay().runOnce()).isInstanceOf(RedisException.class);

    replayWhenBack(worker);

    assertThat(state.eventsWithoutEnds())
        .containsExactly(skipped(FRIDAY).toJson(), skipped(THURSDAY).toJson());
    state.hasPending().hasDelayed().hasNothingInFlight();
    assertThat(worker.queue().writer().waiting()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_command_in_the_outbox_is_not_stranded() {
    finishCutOff();
    InFlight inFlight = worker.queue().inFlight();
    StrandedLeases stranded = QueueFixtures.strandedLeases(redis, worker.queue());

    stranded.runOnce();
    stranded.runOnce();
    state.hasInFlight(WORKER, payload(1)).hasPending();
    replayWhenBack(worker);

    assertThat(inFlight.payloads()).isEmpty();
  }

  @Test
  void a_write_whose_reply_did_not_arrive_is_not_repeated() {
    finishCutOff();
    CommandQueue direct = worker(redis.connection(), WORKER).queue();
    direct.announce(lease, FRIDAY, skipped(FRIDAY));

    replayWhenBack(worker);

    assertThat(state.eventsWithoutEnds())
        .containsExactly(skipped(FRIDAY).toJson(), skipped(THURSDAY).toJson());
  }

  @Test
  void nothing_is_published_under_a_lost_lease() {
    finishCutOff();
    QueueFixtures.lists(redis).reclaim(WORKER, lease.payload());

    replayWhenBack(worker);

    assertThat(state.eventsWithoutEnds()).isEmpty();
    assertThat(folder).isEmptyDirectory();
    state.hasPending(payload(1));
    Lease again = worker.queue().lease(Duration.ofSeconds(1)).orElseThrow();
    assertThat(again.ranBefore()).isTrue();
    assertThat(again.announcedDays()).isEmpty();
  }

  @Test
  void a_new_process_sends_the_outbox_of_a_dead_one() {
    finishCutOff();
    Worker other = worker(redis.connection(), "host-2-abcdef");

    other.replay().runOnce();

    assertThat(state.eventsWithoutEnds())
        .containsExactly(skipped(FRIDAY).toJson(), skipped(THURSDAY).toJson());
    state.hasNothingInFlight();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_new_process_leaves_the_outbox_of_a_living_one_alone() {
    finishCutOff();
    new WorkerRegistry(redis.connection(), redis.keys())
        .recordHeartbeat(WORKER, "nonce", Heartbeat.TTL, Map.of("host", "host"));
    Worker other = worker(redis.connection(), "host-2-abcdef");

    other.replay().runOnce();

    assertThat(state.eventsWithoutEnds()).isEmpty();
    assertThat(folder.resolve(WORKER)).isNotEmptyDirectory();
  }

  @Test
  void a_new_process_of_the_same_worker_id_sends_the_outbox_of_the_dead_one() {
    finishCutOff();
    Worker next = worker(redis.connection(), WORKER);
    assertThat(next.queue().writer().waiting()).isZero();

    next.replay().runOnce();

    assertThat(state.eventsWithoutEnds()).hasSize(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void another_fleet_on_the_same_data_directory_leaves_the_outbox_alone() {
    worker.replay().runOnce();
    finishCutOff();
    RedisKeys others = new RedisKeys(redis.keys().pending() + "_other", "other_events");
    Worker ofOthers = worker(redis.connection(), others, "host-2-abcdef");
    Worker ofSameId = worker(redis.connection(), others, WORKER);

    ofOthers.replay().runOnce();
    ofSameId.replay().runOnce();

    assertThat(state.eventsWithoutEnds()).isEmpty();
    assertThat(folder.resolve(WORKER)).isNotEmptyDirectory();
    replayWhenBack(worker);
    assertThat(state.eventsWithoutEnds()).hasSize(2);
    assertThat(folder).isEmptyDirectory();
    redis.connection().commands().getKeys().deleteByPattern("*" + others.pending() + "*");
  }

  @Test
  void two_processes_send_one_outbox_once() {
    finishCutOff();
    worker(redis.connection(), "host-2-abcdef").replay().runOnce();

    replayWhenBack(worker);

    assertThat(state.eventsWithoutEnds()).hasSize(2);
    assertThat(worker.queue().inFlight().payloads()).isEmpty();
  }

  @Test
  void a_retry_in_the_outbox_counts_one_attempt() {
    proxy.cut();
    worker.queue().retry(lease, Duration.ofMinutes(1), "502 Bad Gateway", skipped(FRIDAY));

    replayWhenBack(worker);

    state.hasDelayed(payload(1)).hasPending().hasNothingInFlight();
    assertThat(state.counter(payload(1), "attempts")).isEqualTo("1");
  }

  @Test
  void an_invalid_file_stays_and_stops_no_other_worker() throws IOException {
    Path left = Files.createDirectories(folder.resolve("host-2-abcdef"));
    Files.writeString(left.resolve("000000000001.json"), "{\"script\":");
    finishCutOff();

    replayWhenBack(worker);

    assertThat(state.eventsWithoutEnds()).hasSize(2);
    assertThat(names(left)).containsExactly("000000000001.json.set-aside");
  }

  @Test
  void a_command_whose_announcement_is_damaged_is_not_completed() throws IOException {
    worker.replay().runOnce();
    finishCutOff();
    Path own = folder.resolve(WORKER);
    List<String> written = names(own);
    Path announcement = own.resolve(written.get(0));
    Files.write(announcement, Arrays.copyOf(Files.readAllBytes(announcement), 40));
    Worker other = worker(redis.connection(), "host-2-abcdef");

    other.replay().runOnce();
    other.replay().runOnce();

    assertThat(state.eventsWithoutEnds()).isEmpty();
    state.hasInFlight(WORKER, payload(1));
    assertThat(names(own))
        .containsExactly(written.get(0) + ".set-aside", written.get(1) + ".set-aside");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
