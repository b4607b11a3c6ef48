package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.QueueCounter;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TcpProxy;
import dev.tgfetcher.testing.TestRedis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RLock;
import org.redisson.client.RedisException;
import org.slf4j.LoggerFactory;

@ExtendWith(RedisServerExtension.class)
class UpkeepTest {
  private static final String DEAD = "other-2-000000";

  private TestRedis redis;
  private QueueState state;
  private WorkerRegistry workers;
  private Reaper reaper;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    workers = new WorkerRegistry(redis.connection(), redis.keys());
    reaper = new Reaper(workers, WORKER, lock(), QueueFixtures.reclaimer(redis));
  }

  /** The lock of this test; the product has one lock for the whole server. */
  private RLock lock() {
    return redis.connection().commands().getLock(redis.keys().pending() + ":reaper");
  }

  /** Looks as often as a dead worker needs. */
  private static void reap(Reaper reaper) {
    for (int look = 1; look <= Reaper.LOOKS; look++) {
      reaper.runOnce();
    }
  }

  @Test
  void a_dead_workers_command_goes_back_to_the_head_of_the_queue() {
    state.leaseTo(DEAD, payload(1));
    state.push(payload(2));

    reap(reaper);

    state.hasPending(payload(1), payload(2)).hasNothingInFlight();
    assertThat(state.counter(payload(1), "interruptions")).isEqualTo("1");
  }

  @Test
  void a_living_worker_keeps_its_commands() {
    workers.recordHeartbeat(DEAD, "nonce", Heartbeat.TTL, Map.of("host", "other"));
    state.leaseTo(DEAD, payload(1));

    reap(reaper);

    state.hasPending().hasInFlight(DEAD, payload(1));
  }

  @Test
  void a_worker_is_dead_at_the_third_look_in_a_row() {
    state.leaseTo(DEAD, payload(1));

    reaper.runOnce();
    reaper.runOnce();
    workers.recordHeartbeat(DEAD, "nonce", Heartbeat.TTL, Map.of("host", "other"));
    reaper.runOnce();
    workers.endHeartbeat(DEAD, "nonce");
    reaper.runOnce();
    reaper.runOnce();
    state.hasInFlight(DEAD, payload(1));
    reaper.runOnce();

    state.hasPending(payload(1));
  }

  @Test
  void a_look_without_a_reply_of_redis_does_not_count() {
    URI server = URI.create(redis.url());
    TcpProxy proxy = TcpProxy.to(server.getPort());
    String url = "redis://127.0.0.1:" + proxy.port() + server.getPath();
    try (RedisConnection cut = RedisConnection.open(RedisAddress.parse(url), 1)) {
      Reaper behindProxy =
          new Reaper(
              new WorkerRegistry(cut, redis.keys()),
              WORKER,
              lock(),
              QueueFixtures.reclaimer(redis));
      state.leaseTo(DEAD, payload(1));
      behindProxy.runOnce();
      behindProxy.runOnce();
      proxy.cut();
      assertThatThrownBy(behindProxy::runOnce).isInstanceOf(RedisException.class);
      state.hasInFlight(DEAD, payload(1));
      proxy.restore();

      await().ignoreExceptions().until(() -> looks(behindProxy) && state.pendingCount() == 1);
    } finally {
      proxy.close();
    }
  }

  private static boolean looks(Reaper reaper) {
    reaper.runOnce();
    return true;
  }

  @Test
  void a_reaper_leaves_the_work_to_the_one_that_has_the_lock() throws InterruptedException {
    state.leaseTo(DEAD, payload(1));
    Thread other = new Thread(() -> lock().lock());
    other.start();
    other.join();

    reap(reaper);

    state.hasInFlight(DEAD, payload(1));
    lock().forceUnlock();
    reaper.runOnce();
    state.hasPending(payload(1));
  }

  @Test
  void a_reaper_never_reclaims_from_its_own_worker() {
    state.leaseTo(WORKER, payload(1));

    reap(reaper);

    state.hasInFlight(WORKER, payload(1)).hasPending();
  }

  @Test
  void a_worker_that_renewed_its_heartbeat_keeps_its_commands() {
    state.leaseTo(DEAD, payload(1));
    assertThat(workers.deadWorkers()).containsExactly(DEAD);
    workers.recordHeartbeat(DEAD, "nonce", Heartbeat.TTL, Map.of("host", "other"));

    assertThat(QueueFixtures.lists(redis).reclaim(DEAD, Payload.of(payload(1)))).isFalse();
    state.hasInFlight(DEAD, payload(1)).hasPending();
  }

  @Test
  void the_third_interruption_makes_a_dead_letter() {
    for (int death = 1; death <= 3; death++) {
      workers.recordHeartbeat(DEAD + death, "nonce", Heartbeat.TTL, Map.of());
      workers.endHeartbeat(DEAD + death, "nonce");
      state.leaseTo(DEAD + death, payload(1));
      reap(reaper);
      takeBackOut(death);
    }

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.INTERRUPTED);
              assertThat(letter.interruptions()).isEqualTo(3);
              assertThat(letter.error()).contains(DEAD + "3");
            });
    state.hasPending().hasNothingInFlight();
  }

  /** The next worker takes it and dies in the next round. */
  private void takeBackOut(int death) {
    if (death < 3) {
      state.hasPending(payload(1));
      redis.connection().commands().getKeys().delete(redis.keys().pending());
    }
  }

  @Test
  void two_reapers_reclaim_a_command_once() {
    Reaper other = new Reaper(workers, "third-3-000000", lock(), QueueFixtures.reclaimer(redis));
    state.leaseTo(DEAD, payload(1));

    reap(reaper);
    reap(other);

    state.hasPending(payload(1)).hasNothingInFlight();
    assertThat(state.counter(payload(1), "interruptions")).isEqualTo("1");
  }

  @Test
  void a_due_retry_is_the_next_command_and_a_later_one_waits() {
    CommandQueue queue = QueueFixtures.queue(redis);
    state.push(payload(1));
    queue.defer(queue.lease(Duration.ofSeconds(1)).orElseThrow(), Duration.ZERO, "flood");
    state.push(payload(2));
    queue.defer(queue.lease(Duration.ofSeconds(1)).orElseThrow(), Duration.ofHours(1), "flood");
    state.push(payload(3));

    new RetryScheduler(QueueFixtures.delayed(redis)).runOnce();

    state.hasPending(payload(1), payload(3)).hasDelayed(payload(2));
  }

  @Test
  void a_stranded_command_is_requeued_at_the_second_look() {
    CommandQueue queue = QueueFixtures.queue(redis);
    StrandedLeases stranded = QueueFixtures.strandedLeases(redis, queue);
    state.push(payload(1));
    assertThat(queue.lease(Duration.ofSeconds(1))).isPresent();
    state.leaseTo(WORKER, payload(2));

    stranded.runOnce();
    state.hasInFlight(WORKER, payload(1), payload(2));
    stranded.runOnce();

    state.hasInFlight(WORKER, payload(1)).hasPending(payload(2));
    assertThat(state.counter(payload(2), "interruptions")).isNull();
  }

  private WorkerIdTakeover takeover() {
    CommandQueue queue = QueueFixtures.queue(redis);
    OutboxReplay replay =
        new OutboxReplay(queue.writer(), QueueFixtures.unusedOutbox(WORKER), workers, WORKER);
    return new WorkerIdTakeover(workers, WORKER, replay, QueueFixtures.reclaimer(redis));
  }

  @Test
  void a_command_that_kills_every_process_of_one_worker_id_becomes_a_dead_letter() {
    state.push(payload(1));
    for (int death = 1; death <= 3; death++) {
      assertThat(QueueFixtures.queue(redis).lease(Duration.ofSeconds(1))).isPresent();
      WorkerIdTakeover takeover = takeover();
      assertThat(takeover.isIdFree()).isTrue();
      takeover.takeOver();
    }

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.errorType()).isEqualTo(ErrorType.INTERRUPTED));
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void a_takeover_waits_for_the_last_heartbeat_of_a_killed_process() {
    workers.recordHeartbeat(WORKER, "nonce", Heartbeat.TTL, Map.of("beat_at", "1"));
    WorkerIdTakeover killed = takeover();

    assertThat(killed.isIdFree()).isFalse();
    redis.connection().commands().getKeys().delete(redis.keys().worker(WORKER));

    assertThat(killed.isIdFree()).isTrue();
  }

  @Test
  void the_id_of_a_living_worker_is_refused_with_a_remedy() {
    workers.recordHeartbeat(
        WORKER, "nonce", Heartbeat.TTL, Map.of("host", "attic", "pid", "7", "beat_at", "1"));
    WorkerIdTakeover living = takeover();
    assertThat(living.isIdFree()).isFalse();
    workers.recordHeartbeat(
        WORKER, "nonce", Heartbeat.TTL, Map.of("host", "attic", "pid", "7", "beat_at", "2"));

    assertThatThrownBy(living::isIdFree)
        .isInstanceOf(WorkerIdTakenException.class)
        .hasMessageContaining("host attic as process 7")
        .hasMessageContaining("another id");
  }

  @Test
  void dead_letters_that_pile_up_are_logged_once_until_they_double() {
    List<String> warnings = new ArrayList<>();
    Logger watched = (Logger) LoggerFactory.getLogger(DeadLetterWatch.class);
    AppenderBase<ILoggingEvent> collector = collectInto(warnings);
    watched.addAppender(collector);
    QueueCounter counter =
        new QueueCounter(redis.connection(), redis.keys(), workers, QueueFixtures.CLOCK);
    DeadLetterWatch watch = new DeadLetterWatch(counter, 2);
    try {
      for (int letters = 1; letters <= 5; letters++) {
        redis.connection().commands().getList(redis.keys().failed()).add("letter");
        watch.runOnce();
      }
    } finally {
      watched.detachAppender(collector);
    }

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).startsWith("2 dead letters");
    assertThat(warnings.get(1)).startsWith("4 dead letters");
  }

  private static AppenderBase<ILoggingEvent> collectInto(List<String> messages) {
    AppenderBase<ILoggingEvent> collector =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            messages.add(event.getFormattedMessage());
          }
        };
    collector.start();
    return collector;
  }

  @Test
  void a_heartbeat_has_the_state_of_the_worker_until_it_ends() {
    Heartbeat heartbeat =
        new Heartbeat(workers, WORKER, () -> Map.of("state", "running"), () -> {});

    heartbeat.runOnce();
    assertThat(workers.living().get(WORKER)).containsEntry("state", "running");

    heartbeat.end();
    assertThat(workers.living()).isEmpty();
  }

  @Test
  void a_worker_whose_state_cannot_be_read_renews_its_last_heartbeat() {
    AtomicBoolean broken = new AtomicBoolean();
    Heartbeat heartbeat = new Heartbeat(workers, WORKER, () -> state(broken.get()), () -> {});
    heartbeat.runOnce();
    redis.connection().commands().getKeys().delete(redis.keys().worker(WORKER));
    broken.set(true);

    assertThatThrownBy(heartbeat::runOnce).isInstanceOf(IllegalStateException.class);

    assertThat(workers.living().get(WORKER)).containsEntry("state", "running");
  }

  private static Map<String, String> state(boolean broken) {
    if (broken) {
      throw new IllegalStateException("on purpose");
    }
    return Map.of("state", "running");
  }
}
