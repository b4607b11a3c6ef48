package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

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

    workers.endHeartbeat(WORKER, "nonce");
    assertThat(workers.living()).isEmpty();
    assertThat(workers.deadWorkers()).containsExactly(WORKER);
  }

  @Test
  void a_worker_without_one_is_found_by_the_scan_once_a_minute() {
    state.leaseTo("older", payload(1));
    assertThat(workers.withCommands()).isEmpty();

    nanoTime.addAndGet(KnownWorkers.SCAN_INTERVAL.toNanos());

    assertThat(workers.deadWorkers()).containsExactly("older");
    assertThat(workers.deadWorkers()).containsExactly("older");
  }

  @Test
  void a_worker_is_forgotten_an_hour_after_its_last_heartbeat() {
    workers.recordHeartbeat("recent", "nonce", TTL, Map.of());
    known.add(1, "gone");

    workers.recordHeartbeat(WORKER, "nonce", TTL, Map.of());

    assertThat(known.readAll()).containsExactlyInAnyOrder("recent", WORKER);
  }
}
