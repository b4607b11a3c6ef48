package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.RetryScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delayed commands survive a restart of Redis. */
class RedisRestartTest {
  @TempDir Path folder;

  @Test
  void retries_survive_a_crash_of_redis_with_an_append_only_file() {
    survive(RedisServerProcess.start(folder), RedisServerProcess::kill);
  }

  @Test
  void retries_survive_a_restart_of_redis_with_snapshots() {
    survive(
        RedisServerProcess.start(folder, "--appendonly", "no", "--save", "3600", "1"),
        RedisServerProcess::stop);
  }

  private static void survive(RedisServerProcess started, Consumer<RedisServerProcess> end) {
    try (RedisServerProcess server = started;
        TestRedis redis = new TestRedis(server.url(), "tg_commands")) {
      QueueState state = new QueueState(redis);
      CommandQueue queue = QueueFixtures.queue(redis);
      state.push(payload(1));
      Lease lease = queue.lease(Duration.ofSeconds(1)).orElseThrow();
      Failure failure = new Failure(ErrorType.NETWORK, "on purpose");
      Duration delay = Duration.ofHours(1);
      queue.retry(
          lease,
          delay,
          failure.message(),
          EVENTS.failed(lease.command(), lease.run(), failure, 1, delay, Duration.ZERO));
      double due = state.dueAt(payload(1));

      end.accept(server);
      server.start();
      await().ignoreExceptions().until(() -> state.dueAt(payload(1)) == due);

      assertThat(state.counter(payload(1), "attempts")).isEqualTo("1");
      state.hasPending().hasNothingInFlight();
      state.makeDelayedDue();
      new RetryScheduler(QueueFixtures.delayed(redis)).runOnce();
      state.hasPending(payload(1)).hasDelayed();
    }
  }
}
