package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static dev.tgfetcher.testing.TestQueue.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.deadletter.FailedAttempt;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attempts at a command, in its counters and its dead letter. */
@ExtendWith(RedisServerExtension.class)
class AttemptsTest {
  private static final Duration WAIT = Duration.ofSeconds(1);

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  @Test
  void the_error_of_a_former_attempt_is_cut_off_between_two_characters() {
    Lease lease = at.pushAndLease(1);
    String error = "x".repeat(499) + "ж".repeat(9);
    Event failed =
        QueueFixtures.EVENTS.failed(
            lease.command(),
            lease.run(),
            new Failure(ErrorType.NETWORK, error),
            1,
            null,
            Duration.ZERO);

    at.queue().retry(lease, Duration.ZERO, error, failed);
    at.delayed().promoteDue(1);

    assertThat(at.lease().history().get(0).error()).isEqualTo("x".repeat(499));
  }

  @Test
  void a_retry_waits_its_delay_and_counts_the_attempt() {
    Lease lease = at.pushAndLease(1);
    double before = System.currentTimeMillis();

    at.queue().retry(lease, Duration.ofSeconds(40), "502 Bad Gateway", failed(lease));
    double after = System.currentTimeMillis();

    at.state().hasDelayed(payload(1)).hasPending().hasNothingInFlight();
    assertThat(at.state().dueAt(payload(1))).isBetween(before + 39_000, after + 41_000);
    assertThat(at.state().counter(payload(1), "attempts")).isEqualTo("1");
    assertThat(at.state().counter(payload(1), "last_error")).isEqualTo("502 Bad Gateway");
    assertThat(at.state().events()).containsExactly(failed(lease).toJson());
  }

  @Test
  void the_next_attempt_has_the_history_of_the_failed_one() {
    Lease lease = at.pushAndLease(1);
    at.queue().retry(lease, Duration.ofMinutes(1), "timeout", failed(lease));
    at.state().makeDelayedDue();
    at.delayed().promoteDue(10);

    Lease again = at.lease();

    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.ranBefore()).isTrue();
    assertThat(again.firstSeen()).isEqualTo(lease.firstSeen());
  }

  @Test
  void a_dead_letter_has_the_attempts_before_the_last() {
    Lease lease = at.pushAndLease(1);
    at.queue().retry(lease, Duration.ofMinutes(1), "timeout", failed(lease));
    at.state().makeDelayedDue();
    at.delayed().promoteDue(10);
    assertThat(at.queue().lease(WAIT)).isPresent();
    at.lists().reclaim(WORKER, lease.payload());
    Lease last = at.lease();

    at.queue()
        .deadLetter(
            last, DEAD_LETTERS.failed(last, new Failure(ErrorType.NETWORK, "reset")), failed(last));

    DeadLetter letter = at.state().deadLetters().get(0);
    assertThat(letter.error()).isEqualTo("reset");
    assertThat(letter.commandId()).isEqualTo(last.command().commandId());
    assertThat(letter.attemptHistory())
        .extracting(
            FailedAttempt::attempt,
            FailedAttempt::errorType,
            FailedAttempt::error,
            FailedAttempt::workerId)
        .containsExactly(
            tuple(1, ErrorType.NETWORK, "timeout", WORKER),
            tuple(2, ErrorType.INTERRUPTED, "the worker died while it ran the command", WORKER));
    assertThat(letter.attemptHistory().get(0).at())
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
  }

  @Test
  void the_history_of_attempts_is_bounded() {
    for (int attempt = 1; attempt <= 25; attempt++) {
      Lease lease = attempt == 1 ? at.pushAndLease(1) : at.lease();
      at.queue().retry(lease, Duration.ZERO, "timeout", failed(lease, lease.attempt()));
      at.delayed().promoteDue(10);
    }

    assertThat(at.lease().history())
        .extracting(FailedAttempt::attempt)
        .hasSize(20)
        .startsWith(6)
        .endsWith(25);
  }
}
