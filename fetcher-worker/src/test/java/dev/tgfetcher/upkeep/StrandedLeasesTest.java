package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class StrandedLeasesTest {
  private TestRedis redis;
  private QueueState state;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
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
}
