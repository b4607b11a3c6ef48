package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several processes with one worker id. */
@ExtendWith(RedisServerExtension.class)
class WorkerIdTakeoverTest {
  private final AtomicInteger stopped = new AtomicInteger();
  private TestRedis redis;
  private WorkerRegistry workers;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    workers = new WorkerRegistry(redis.connection(), redis.keys());
  }

  private Heartbeat process(String host) {
    return new Heartbeat(
        workers, WORKER, () -> Map.of("host", host, "pid", "7"), stopped::incrementAndGet);
  }

  private WorkerIdTakeover takeover() {
    OutboxReplay replay =
        new OutboxReplay(
            QueueFixtures.queue(redis).writer(),
            QueueFixtures.unusedOutbox(WORKER),
            workers,
            WORKER);
    return new WorkerIdTakeover(workers, WORKER, replay, QueueFixtures.reclaimer(redis));
  }

  @Test
  void of_two_processes_that_see_the_id_free_the_second_is_refused_with_a_remedy() {
    WorkerIdTakeover ofFirst = takeover();
    WorkerIdTakeover ofSecond = takeover();
    assertThat(ofFirst.isIdFree()).isTrue();
    assertThat(ofSecond.isIdFree()).isTrue();
    Heartbeat first = process("attic");
    first.begin();

    assertThatThrownBy(process("cellar")::begin)
        .isInstanceOf(WorkerIdTakenException.class)
        .hasMessageContaining("host attic as process 7")
        .hasMessageContaining("give this one another id");

    assertThat(workers.lastHeartbeat(WORKER)).containsEntry("host", "attic");
    first.runOnce();
    assertThat(stopped).hasValue(0);
  }

  @Test
  void of_many_processes_that_begin_at_once_one_does() throws Exception {
    int count = 8;
    CyclicBarrier start = new CyclicBarrier(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<Future<Boolean>> begun = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Heartbeat process = process("host-" + i);
      begun.add(threads.submit(() -> begins(process, start)));
    }
    int beginners = 0;
    for (Future<Boolean> one : begun) {
      beginners += one.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(beginners).isEqualTo(1);
  }

  private static boolean begins(Heartbeat process, CyclicBarrier start) throws Exception {
    start.await();
    try {
      process.begin();
      return true;
    } catch (WorkerIdTakenException second) {
      return false;
    }
  }

  @Test
  void a_second_process_takes_nothing_from_a_first_that_has_begun() {
    QueueState state = new QueueState(redis);
    WorkerIdTakeover ofSecond = takeover();
    assertThat(ofSecond.isIdFree()).isTrue();
    process("attic").begin();
    state.push(payload(1));
    assertThat(QueueFixtures.queue(redis).lease(Duration.ofSeconds(1))).isPresent();

    ofSecond.takeOver();

    state.hasInFlight(WORKER, payload(1)).hasPending();
  }

  @Test
  void a_process_that_slept_until_another_had_its_id_stops_and_takes_nothing_from_it() {
    QueueState state = new QueueState(redis);
    CommandQueue queue = QueueFixtures.queue(redis);
    Heartbeat asleep = process("attic");
    StrandedLeases ofAsleep =
        new StrandedLeases(
            QueueFixtures.lists(redis),
            WORKER,
            queue.inFlight(),
            QueueFixtures.reclaimer(redis),
            asleep::ownsWorkerId);
    asleep.begin();
    redis.connection().commands().getKeys().delete(redis.keys().worker(WORKER));
    process("cellar").begin();
    state.push(payload(1));
    assertThat(QueueFixtures.queue(redis).lease(Duration.ofSeconds(1))).isPresent();

    asleep.runOnce();
    asleep.runOnce();
    ofAsleep.runOnce();
    ofAsleep.runOnce();
    ofAsleep.end();
    asleep.end();

    assertThat(stopped).hasValue(1);
    state.hasInFlight(WORKER, payload(1)).hasPending();
    assertThat(workers.lastHeartbeat(WORKER)).containsEntry("host", "cellar");
  }
}
