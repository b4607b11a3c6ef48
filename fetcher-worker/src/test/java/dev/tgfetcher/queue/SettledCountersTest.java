package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
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
            DEDUP_TTL,
            new Outbox(folder, WORKER, FleetId.fixed("fleet")),
            DEAD_LETTERS::malformed,
            CommandListener.NONE);
    new QueueState(redis).push(payload(1));
    lease = queue.lease(Duration.ofSeconds(1)).orElseThrow();
  }

  private Duration known() {
    String counters = redis.keys().meta(lease.payload().sha256());
    return Duration.ofMillis(
        redis.connection().commands().getMap(counters, StringCodec.INSTANCE).remainTimeToLive());
  }

  @Test
  void the_end_of_a_command_is_remembered_an_hour_longer_than_the_marks_of_its_days() {
    queue.complete(lease, List.of());

    assertThat(known()).isBetween(DEDUP_TTL, DEDUP_TTL.plus(HOUR));
  }

  @Test
  void a_retry_is_remembered_for_days() {
    queue.defer(lease, Duration.ofMinutes(1), "a flood");

    assertThat(known()).isGreaterThan(Duration.ofDays(6));
  }
}
