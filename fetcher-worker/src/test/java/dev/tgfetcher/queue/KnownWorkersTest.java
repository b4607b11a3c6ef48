package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RScoredSortedSet;
import org.redisson.client.codec.StringCodec;

@ExtendWith(RedisServerExtension.class)
class KnownWorkersTest {
  private static final Duration TTL = Duration.ofSeconds(20);

  private final AtomicLong nanoTime = new AtomicLong(5);
  private QueueState state;
  private WorkerRegistry workers;
  private RScoredSortedSet<String> known;

  @BeforeEach
  void look(TestRedis redis) {
    state = new QueueState(redis);
    workers = new WorkerRegistry(redis.connection(), redis.keys(), nanoTime::get);
    known =
        redis
            .connection()
            .commands()
            .getScoredSortedSet(redis.keys().workers(), StringCodec.INSTANCE);
    assertThat(workers.living()).isEmpty();
  }

  @Test
  void a_worker_with_a_heartbeat_is_found_without_a_scan() {
    workers.recordHeartbeat(WORKER, "nonce", TTL, Map.of("host", "here"));
    state.leaseTo(WORKER, payload(1));

    assertThat(workers.living()).containsOnlyKeys(WORKER);
    assertThat(workers.withCommands()).containsExactly(WORKER);
    assertThat(workers.deadWorkers()).isEmpty();
    assertThat(workers.deadAmongSilent(TTL)).isEmpty();

    workers.endHeartbeat(WORKER, "nonce");
    assertThat(workers.living()).isEmpty();
    assertThat(workers.deadWorkers()).containsExactly(WORKER);
    assertThat(workers.deadAmongSilent(TTL)).containsExactly(WORKER);
  }

  @Test
  void an_operator_sees_a_worker_of_an_older_version_by_a_scan_once_a_minute() {
    leaseToUnknown("older");
    assertThat(workers.withCommands()).isEmpty();

    nanoTime.addAndGet(KnownWorkers.SCAN_INTERVAL.toNanos());

    assertThat(workers.deadWorkers()).containsExactly("older");
    assertThat(workers.deadWorkers()).containsExactly("older");
  }

  private void leaseToUnknown(String worker) {
    state.leaseTo(worker, payload(1));
    known.remove(worker);
  }

  @Test
  void the_search_finds_a_worker_of_an_older_version() {
    leaseToUnknown("older");
    assertThat(workers.deadAmongSilent(TTL)).isEmpty();

    await()
        .until(
            () -> {
              workers.search();
              return !known.isEmpty();
            });

    assertThat(workers.deadAmongSilent(TTL)).containsExactly("older");
  }

  @Test
  void a_worker_is_forgotten_when_it_has_neither_a_heartbeat_nor_commands() {
    workers.recordHeartbeat("lives", "nonce", TTL, Map.of());
    workers.recordHeartbeat("ended", "nonce", TTL, Map.of());
    workers.endHeartbeat("ended", "nonce");
    assertThat(known.readAll()).containsExactly("lives");
    state.know("gone");
    state.leaseTo("dead", payload(1));
    known.add(1, "lives");

    assertThat(workers.deadAmongSilent(TTL)).containsExactly("dead");

    assertThat(known.readAll()).containsExactlyInAnyOrder("lives", "dead");
  }
}
