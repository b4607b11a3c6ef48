package dev.tgfetcher.upkeep;

import static dev.tgfetcher.testing.QueueFixtures.payload;

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
class RetrySchedulerTest {
  private TestRedis redis;
  private QueueState state;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
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
}
