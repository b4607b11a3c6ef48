package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class HeartbeatTest {
  private TestRedis redis;
  private WorkerRegistry workers;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    workers = new WorkerRegistry(redis.connection(), redis.keys());
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
