package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.LOW_PRIORITY_EVERY;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.upkeep.StrandedLeases;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Interruptions of commands by faults of this program and by outages. */
@ExtendWith(RedisServerExtension.class)
class InterruptedCommandTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final String NO_COMMAND = "no command";

  private TestRedis redis;
  private QueueState state;
  private ProcessingLists lists;
  private CommandQueue queue;
  private StrandedLeases strandedLeases;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    lists = QueueFixtures.lists(redis);
    use(QueueFixtures.queue(redis));
  }

  private void use(CommandQueue used) {
    queue = used;
    strandedLeases = QueueFixtures.strandedLeases(redis, queue);
  }

  private void lookTwice() {
    strandedLeases.runOnce();
    strandedLeases.runOnce();
  }

  /** Takes the command and abandons it. */
  private void abandon(Throwable failure) {
    queue.abandon(queue.lease(WAIT).orElseThrow(), failure);
  }

  private String interruptions() {
    return state.counter(payload(1), "interruptions");
  }

  @Test
  void a_command_at_which_the_program_always_fails_becomes_a_dead_letter_with_the_fault() {
    state.push(payload(1));
    for (int fault = 1; fault <= 2; fault++) {
      abandon(new ArithmeticException("fault " + fault));
      lookTwice();
      state.hasPending(payload(1)).hasNothingInFlight();
      assertThat(interruptions()).isEqualTo(String.valueOf(fault));
    }

    abandon(new StackOverflowError("fault 3"));
    lookTwice();

    DeadLetter letter = state.deadLetters().get(0);
    assertThat(letter.errorType()).isEqualTo(ErrorType.INTERRUPTED);
    assertThat(letter.interruptions()).isEqualTo(3);
    assertThat(letter.error())
        .isEqualTo(
            "interrupted 3 times; the last time, worker %s failed at it: %s",
            WORKER, "java.lang.StackOverflowError: fault 3");
    assertThat(letter.attemptHistory())
        .extracting(attempt -> attempt.error())
        .containsExactly(
            "the worker failed at it: java.lang.ArithmeticException: fault 1",
            "the worker failed at it: java.lang.ArithmeticException: fault 2");
    assertThat(state.eventsWithoutEnds())
        .singleElement()
        .asString()
        .contains("command_dead_lettered");
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void a_fault_before_the_lease_counts_as_an_interruption() {
    CommandQueue.OnMalformed broken =
        (payload, invalid, run) -> {
          throw new IllegalStateException("no letter");
        };
    use(
        new CommandQueue(
            redis.connection(),
            redis.keys(),
            WORKER,
            true,
            LOW_PRIORITY_EVERY,
            Duration.ZERO,
            QueueFixtures.unusedOutbox(WORKER),
            broken,
            QueueFixtures.ENDS,
            CommandListener.NONE));
    state.push(NO_COMMAND);
    for (int fault = 1; fault <= 3; fault++) {
      assertThatThrownBy(() -> queue.lease(WAIT)).isInstanceOf(IllegalStateException.class);
      lookTwice();
    }

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.INTERRUPTED);
              assertThat(letter.error()).endsWith("IllegalStateException: no letter");
              assertThat(letter.raw()).isEqualTo(NO_COMMAND);
            });
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void a_command_that_finishes_a_day_before_each_death_is_not_given_up() {
    Reclaimer reclaimer = QueueFixtures.reclaimer(redis);
    state.push(payload(1));
    for (int death = 1; death <= 4; death++) {
      Lease lease = queue.lease(WAIT).orElseThrow();
      LocalDate day = LocalDate.of(2025, 11, death);
      queue.announce(
          lease, day, EVENTS.skipped(lease.command(), lease.run(), day, SkipReason.DUPLICATE));

      assertThat(reclaimer.reclaimAll(WORKER)).isEqualTo(new Reclaimer.Outcome(1, 0));
      assertThat(interruptions()).isEqualTo("1");
      use(QueueFixtures.queue(redis));
    }
    state.hasPending(payload(1)).hasNothingInFlight();
  }

  @Test
  void a_death_and_faults_count_together() {
    state.push(payload(1));
    abandon(new ArithmeticException("one"));
    lookTwice();
    assertThat(queue.lease(WAIT)).isPresent();
    assertThat(lists.reclaim(WORKER, Payload.of(payload(1)))).isTrue();
    use(QueueFixtures.queue(redis));
    abandon(new ArithmeticException("three"));
    lookTwice();

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.interruptions()).isEqualTo(3));
  }

  @Test
  void outages_of_redis_are_no_interruptions() {
    state.push(payload(1));
    for (int outage = 1; outage <= 4; outage++) {
      abandon(new RedisException("away"));
      lookTwice();
    }

    // Another program's key in the place of the delayed set: claim.lua gets an error.
    redis
        .connection()
        .commands()
        .getBucket(redis.keys().delayed(), StringCodec.INSTANCE)
        .set("another's");
    for (int outage = 1; outage <= 4; outage++) {
      assertThatThrownBy(() -> queue.lease(WAIT)).isInstanceOf(RedisException.class);
      lookTwice();
    }
    redis.connection().commands().getKeys().delete(redis.keys().delayed());

    assertThat(queue.lease(WAIT).orElseThrow().interruptions()).isZero();
  }

  @Test
  void the_stop_of_a_thread_is_no_interruption() {
    state.push(payload(1));
    Lease lease = queue.lease(WAIT).orElseThrow();
    Thread.currentThread().interrupt();
    queue.abandon(lease, new CancellationException("stopped"));
    assertThat(Thread.interrupted()).isTrue();

    strandedLeases.end();

    assertThat(interruptions()).isNull();
    state.hasPending(payload(1)).hasNothingInFlight();
  }

  @Test
  void the_last_look_requeues_stranded_commands_and_leaves_those_in_flight() {
    state.push(payload(1));
    assertThat(queue.lease(WAIT)).isPresent();
    state.leaseTo(WORKER, payload(2));

    strandedLeases.end();

    state.hasInFlight(WORKER, payload(1)).hasPending(payload(2));
  }

  @Test
  void a_repeated_interruption_counts_once_and_leaves_the_next_lease_alone() {
    state.push(payload(1));
    Lease lease = queue.lease(WAIT).orElseThrow();
    assertThat(interrupt(lease)).isTrue();
    takeUnclaimed();

    assertThat(interrupt(lease)).isFalse();

    assertThat(interruptions()).isEqualTo("1");
    state.hasInFlight(WORKER, payload(1)).hasPending();
  }

  private boolean interrupt(Lease lease) {
    return lists.reclaim(
        WORKER, lease.payload(), "failed", WorkerStatus.LIVING, lease.token(), "id");
  }

  /** Leaves the command in the list without a claim, as between BLMOVE and the claim. */
  private void takeUnclaimed() {
    redis.connection().commands().getKeys().delete(redis.keys().pending());
    state.leaseTo(WORKER, payload(1));
  }

  @Test
  void a_command_that_was_leased_again_is_not_dead_lettered() {
    state.push(payload(1));
    Lease old = queue.lease(WAIT).orElseThrow();
    queue.requeue(old);
    Lease lease = queue.lease(WAIT).orElseThrow();
    CommandCounters counters = new CommandCounters(redis.connection(), redis.keys());
    DeadLettering letter =
        DEAD_LETTERS.interrupted(
            lease.payload(), WORKER, "failed", counters.attempts(lease.payload()));

    assertThat(giveUp(old, letter)).isFalse();

    assertThat(state.deadLetters()).isEmpty();
    assertThat(queue.isOwned(lease)).isTrue();
    assertThat(giveUp(lease, letter)).isTrue();
    assertThat(giveUp(lease, letter)).isFalse();
    assertThat(state.deadLetters()).hasSize(1);
  }

  private boolean giveUp(Lease lease, DeadLettering letter) {
    return lists.deadLetter(WORKER, lease.payload(), letter, WorkerStatus.LIVING, lease.token());
  }
}
