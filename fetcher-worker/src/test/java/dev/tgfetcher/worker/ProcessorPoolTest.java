package dev.tgfetcher.worker;

import static dev.tgfetcher.testing.QueueFixtures.CLOCK;
import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.RetryPolicy;
import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandListener;
import dev.tgfetcher.session.RedisOutage;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServerExtension.class)
class ProcessorPoolTest {
  private TestRedis redis;
  private QueueState state;
  private final AtomicInteger handled = new AtomicInteger();
  private final AtomicBoolean mayTake = new AtomicBoolean(true);
  private ProcessorPool processors;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
  }

  @AfterEach
  void stop() throws InterruptedException {
    processors.stop(Duration.ofSeconds(5));
  }

  private void start(CommandHandler handler) {
    Processor processor =
        new Processor(
            QueueFixtures.queue(redis),
            handler,
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)),
            DEAD_LETTERS,
            EVENTS,
            CLOCK,
            () -> 0.5,
            CommandListener.NONE,
            failure -> {});
    processors =
        new ProcessorPool(
            List.of(processor),
            new RedisOutage("redis://here"),
            new LivenessTracker(InstantSource.system()),
            mayTake::get);
    processors.start();
  }

  private void startCounting() {
    start(
        lease -> {
          handled.incrementAndGet();
          return List.of();
        });
  }

  private static Thread processorThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("processor-1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_unexpected_interrupt_does_not_end_the_work() {
    startCounting();
    for (int i = 1; i <= 3; i++) {
      state.push(payload(i));
      processorThread().interrupt();
    }
    state.push(payload(4));

    await().until(() -> state.pendingCount() == 0);

    assertThat(processorThread().isAlive()).isTrue();
  }

  @Test
  void no_command_is_taken_while_the_outbox_is_not_empty() {
    mayTake.set(false);
    startCounting();
    state.push(payload(1));

    await().during(Duration.ofMillis(1500)).until(() -> handled.get() == 0);
    state.hasPending(payload(1));
    mayTake.set(true);

    await().until(() -> handled.get() == 1);
  }

  @Test
  void a_command_in_flight_at_the_deadline_is_requeued_unchanged() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    start(
        lease -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return List.of();
        });
    state.push(payload(1));
    begun.await();

    processors.stop(Duration.ofMillis(100));

    state.hasPending(payload(1)).hasDelayed().hasNothingInFlight();
    assertThat(state.counter(payload(1), "attempts")).isNull();
    assertThat(state.counter(payload(1), "interruptions")).isNull();
  }
}
