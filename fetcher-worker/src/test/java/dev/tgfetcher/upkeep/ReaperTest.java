package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.queue.KeyTypes;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RLock;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

@ExtendWith(RedisServerExtension.class)
class ReaperTest {
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
    reap(reaper);
    state.hasPending(payload(1));
  }

  @Test
  void a_reaper_that_ends_leaves_the_task_to_another_worker() {
    RedisConnection connection = RedisConnection.open(RedisAddress.parse(redis.url()), 1);
    try (connection) {
      Reaper next =
          new Reaper(
              new WorkerRegistry(connection, redis.keys()),
              "third-3-000000",
              connection.commands().getLock(lock().getName()),
              QueueFixtures.reclaimer(redis));
      reaper.runOnce();
      state.leaseTo(DEAD, payload(1));
      reap(next);
      state.hasInFlight(DEAD, payload(1));

      reaper.end();
      reap(next);

      state.hasPending(payload(1));
    }
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
  void a_list_of_another_type_delays_no_other_dead_worker() {
    redis
        .connection()
        .commands()
        .getBucket(redis.keys().processing("a"), StringCodec.INSTANCE)
        .set("another's");
    state.know("a");
    state.leaseTo(DEAD, payload(1));

    reaper.runOnce();
    reaper.runOnce();
    assertThatThrownBy(reaper::runOnce).hasMessageContaining("WRONGTYPE");

    state.hasPending(payload(1));
    assertThat(new KeyTypes(redis.connection(), redis.keys()).wrong())
        .extracting(KeyTypes.WrongType::key)
        .containsExactly(redis.keys().processing("a"));
    assertThat(workers.withCommands()).isEmpty();
    redis.connection().commands().getKeys().delete(redis.keys().processing("a"));
  }

  @Test
  void a_command_that_cannot_be_taken_back_delays_no_other() {
    String counters = redis.keys().meta(Payload.of(payload(1)).sha256());
    redis.connection().commands().getBucket(counters, StringCodec.INSTANCE).set("another's");
    state.leaseTo(DEAD, payload(1));
    state.leaseTo(DEAD, payload(2));

    reaper.runOnce();
    reaper.runOnce();
    assertThatThrownBy(reaper::runOnce).hasMessageContaining("WRONGTYPE");

    state.hasPending(payload(2)).hasInFlight(DEAD, payload(1));
  }

  @Test
  void the_neighbours_of_the_cause_are_not_given_up() {
    for (int death = 1; death <= 3; death++) {
      redis.connection().commands().getKeys().delete(redis.keys().pending());
      state.leaseTo(DEAD, payload(1));
      state.leaseTo(DEAD, payload(2));
      reap(reaper);
    }
    state.hasPending(payload(2), payload(1)).hasNothingInFlight();
    assertThat(state.deadLetters()).isEmpty();

    redis.connection().commands().getKeys().delete(redis.keys().pending());
    state.leaseTo(DEAD, payload(1));
    reap(reaper);

    assertThat(state.deadLetters()).hasSize(1);
    state.hasPending().hasNothingInFlight();
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
}
