package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static dev.tgfetcher.testing.TestQueue.failed;
import static dev.tgfetcher.testing.TestQueue.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Redis whose memory is full, and which evicts, drops a worker's list while its command runs. */
@ExtendWith(RedisServerExtension.class)
class EvictedListTest {
  private TestQueue at;
  private Lease lease;

  @BeforeEach
  void takeAndEvict(TestRedis redis) {
    at = TestQueue.of(redis);
    lease = at.pushAndLease(1);
    redis.connection().commands().getKeys().delete(redis.keys().processing(WORKER));
  }

  @Test
  void the_command_announces_its_days_and_ends() {
    assertThat(at.queue().announce(lease, LocalDate.of(2025, 11, 7), skipped(lease)))
        .isEqualTo(Settlement.DONE);
    assertThat(at.queue().complete(lease, List.of(skipped(lease)))).isEqualTo(Settlement.DONE);

    assertThat(at.state().eventsWithoutEnds()).hasSize(2);
  }

  @Test
  void a_failed_command_is_tried_again() {
    Settlement settlement =
        at.queue().retry(lease, Duration.ofMinutes(1), "timeout", failed(lease));

    assertThat(settlement).isEqualTo(Settlement.DONE);
    at.state().hasDelayed(payload(1));
  }

  @Test
  void a_command_that_is_given_up_is_a_dead_letter() {
    Failure failure = new Failure(ErrorType.ACCESS_DENIED, "private");

    at.queue().deadLetter(lease, DEAD_LETTERS.failed(lease, failure), failed(lease));

    assertThat(at.state().deadLetters()).hasSize(1);
  }

  @Test
  void a_command_that_was_reclaimed_before_is_another_workers() {
    at.state().leaseTo(WORKER, payload(1));
    assertThat(at.lists().reclaim(WORKER, lease.payload())).isTrue();

    assertThat(at.queue().complete(lease, List.of())).isEqualTo(Settlement.LEASE_LOST);
  }
}
