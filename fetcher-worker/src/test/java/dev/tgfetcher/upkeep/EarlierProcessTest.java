package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process takes over the worker id of an earlier one. */
@ExtendWith(RedisServerExtension.class)
class EarlierProcessTest {
  private TestRedis redis;
  private QueueState state;
  private WorkerRegistry workers;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    workers = new WorkerRegistry(redis.connection(), redis.keys());
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
}
