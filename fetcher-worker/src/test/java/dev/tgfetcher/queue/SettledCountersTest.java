package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.LOW_PRIORITY_EVERY;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.client.codec.StringCodec;

/** The life of the counters of a command whose lease has ended. */
@ExtendWith(RedisServerExtension.class)
class SettledCountersTest {
  private static final Duration DEDUP_TTL = Duration.ofHours(2);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private TestRedis redis;
  private CommandQueue queue;
  private Lease lease;

  @BeforeEach
  void take(TestRedis redis) {
    this.redis = redis;
    queue =
        new CommandQueue(
            redis.connection(),
            redis.keys(),
            WORKER,
            true,
            LOW_PRIORITY_EVERY,
            DEDUP_TTL,
            new Outbox(folder, WORKER, FleetId.fixed("fleet")),
            DEAD_LETTERS::malformed,
            QueueFixtures.ENDS,
            CommandListener.NONE);
    new QueueState(redis).push(payload(1));
    lease = queue.lease(Duration.ofSeconds(1)).orElseThrow();
  }

  private Duration known() {
    return Duration.ofMillis(
        redis.connection().commands().getMap(counters(), StringCodec.INSTANCE).remainTimeToLive());
  }

  @Test
  void the_end_of_a_command_is_remembered_an_hour_longer_than_the_marks_of_its_days() {
    queue.complete(lease, List.of());

    assertThat(known()).isBetween(DEDUP_TTL, DEDUP_TTL.plus(HOUR));
  }

  private String counters() {
    return redis.keys().meta(lease.payload().sha256());
  }

  @Test
  void a_copy_runs_as_a_new_command_when_its_end_is_forgotten() {
    queue.complete(lease, List.of());

    redis.pass(DEDUP_TTL.plus(HOUR), counters());
    new QueueState(redis).push(payload(1));

    Lease copy = queue.lease(Duration.ofSeconds(1)).orElseThrow();
    assertThat(copy.attempt()).isEqualTo(1);
    assertThat(queue.complete(copy, List.of())).isEqualTo(Settlement.DONE);
  }

  @Test
  void a_retry_that_waits_for_a_week_runs_without_its_history() {
    queue.retry(
        lease,
        Duration.ofDays(8),
        "cut",
        EVENTS.skipped(lease.command(), lease.run(), LocalDate.EPOCH, SkipReason.DUPLICATE));
    redis.pass(CommandQueue.COUNTERS_TTL, counters());
    new QueueState(redis).makeDelayedDue();

    assertThat(QueueFixtures.delayed(redis).promoteDue(10)).isEqualTo(1);

    Lease again = queue.lease(Duration.ofSeconds(1)).orElseThrow();
    assertThat(again.payload()).isEqualTo(lease.payload());
    assertThat(again.attempt()).isEqualTo(1);
  }

  @Test
  void a_retry_is_remembered_for_days() {
    queue.defer(lease, Duration.ofMinutes(1), "a flood");

    assertThat(known()).isGreaterThan(Duration.ofDays(6));
  }
}
