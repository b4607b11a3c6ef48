package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.codec.StringCodec;

/** Two equal payloads run one after the other, and neither changes the other. */
@ExtendWith(RedisServerExtension.class)
class TwinsTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final String OTHER = "host-2-abcdef";

  private QueueState state;
  private TestRedis redis;
  private ProcessingLists lists;
  private DelayedCommands delayed;
  private CommandQueue queue;
  private CommandQueue otherQueue;
  private Lease first;

  @BeforeEach
  void takeOne(TestRedis redis) {
    state = new QueueState(redis);
    this.redis = redis;
    lists = QueueFixtures.lists(redis);
    delayed = QueueFixtures.delayed(redis);
    queue = QueueFixtures.queue(redis);
    otherQueue = QueueFixtures.queue(redis, OTHER);
    state.push(payload(1));
    first = queue.lease(WAIT).orElseThrow();
  }

  private void pushTwinTo(CommandQueue taker) {
    state.push(payload(1));
    assertThat(taker.lease(WAIT)).isEmpty();
    assertThat(taker.inFlight().payloads()).hasSize(taker == queue ? 1 : 0);
  }

  private Event skipped() {
    return EVENTS.skipped(first.command(), first.run(), DAY, SkipReason.DUPLICATE);
  }

  private Event failed() {
    return EVENTS.failed(
        first.command(),
        first.run(),
        new Failure(ErrorType.NETWORK, "cut"),
        1,
        null,
        Duration.ZERO);
  }

  @Test
  void a_twin_waits_for_the_end_of_the_first_and_starts_without_its_counters() {
    pushTwinTo(otherQueue);
    pushTwinTo(queue);
    delayed.promoteDue(10);
    state.hasInFlight(WORKER, payload(1)).hasInFlight(OTHER).hasPending();
    assertThat(state.twins()).isEqualTo(2);

    queue.announce(first, DAY, skipped());
    assertThat(queue.complete(first, List.of())).isEqualTo(Settlement.DONE);
    delayed.promoteDue(10);

    state.hasPending(payload(1));
    assertThat(state.twins()).isEqualTo(1);
    Lease second = otherQueue.lease(WAIT).orElseThrow();
    assertThat(second.ranBefore()).isFalse();
    assertThat(second.announcedDays()).isEmpty();
    assertThat(second.firstSeen()).isAfterOrEqualTo(first.firstSeen());
  }

  @Test
  void the_first_announces_its_days_while_a_twin_waits() {
    pushTwinTo(otherQueue);

    assertThat(queue.announce(first, DAY, skipped())).isEqualTo(Settlement.DONE);

    assertThat(state.eventsWithoutEnds()).hasSize(1);
  }

  @Test
  void a_twin_waits_for_the_retry_of_the_first() {
    queue.retry(first, Duration.ofMinutes(1), "cut", failed());

    pushTwinTo(otherQueue);
    delayed.promoteDue(10);
    state.hasPending().hasDelayed(payload(1)).hasNothingInFlight();
    assertThat(state.twins()).isEqualTo(1);

    state.makeDelayedDue();
    delayed.promoteDue(10);
    Lease again = otherQueue.lease(WAIT).orElseThrow();
    assertThat(again.attempt()).isEqualTo(2);
    otherQueue.complete(again, List.of());
    delayed.promoteDue(10);
    assertThat(queue.lease(WAIT).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void a_thousand_twins_of_one_command_hold_up_no_other_twin() {
    String meta = redis.keys().meta(first.payload().sha256());
    redis
        .connection()
        .commands()
        .<String>getList(redis.keys().twins(), StringCodec.INSTANCE)
        .addAll(Collections.nCopies(2500, "1 " + meta + " " + payload(1)));
    state.push(payload(2));
    Lease second = otherQueue.lease(WAIT).orElseThrow();
    state.push(payload(2));
    assertThat(otherQueue.lease(WAIT)).isEmpty();

    otherQueue.complete(second, List.of());
    await().until(() -> delayed.promoteDue(10) == 0 && state.pendingCount() == 1);

    state.hasPending(payload(2));
    queue.complete(first, List.of());
    await().until(() -> delayed.promoteDue(10) == 0 && state.pendingCount() == 2);
    state.hasPending(payload(1), payload(2));
    assertThat(state.twins()).isEqualTo(2499);
  }

  @Test
  void a_twin_that_is_taken_while_the_first_is_pending_continues_its_counters() {
    queue.announce(first, DAY, skipped());
    queue.requeue(first);
    state.push(payload(1));

    Lease next = queue.lease(WAIT).orElseThrow();
    assertThat(next.announcedDays()).isEqualTo(Map.of(DAY, 0L));
    assertThat(otherQueue.lease(WAIT)).isEmpty();
    queue.complete(next, List.of());
    delayed.promoteDue(10);

    assertThat(otherQueue.lease(WAIT).orElseThrow().announcedDays()).isEmpty();
  }

  @Test
  void each_twin_that_is_given_up_has_its_own_dead_letter() {
    pushTwinTo(otherQueue);
    Failure failure = new Failure(ErrorType.ACCESS_DENIED, "private");
    queue.deadLetter(first, DEAD_LETTERS.failed(first, failure), failed());
    delayed.promoteDue(10);
    Lease second = otherQueue.lease(WAIT).orElseThrow();

    otherQueue.deadLetter(second, DEAD_LETTERS.failed(second, failure), failed());

    assertThat(state.deadLetters())
        .extracting(letter -> letter.firstSeen())
        .containsExactly(first.firstSeen(), second.firstSeen());
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void a_repeated_settlement_leaves_the_twin_alone() {
    queue.complete(first, List.of(skipped()));
    state.push(payload(1));
    Lease second = queue.lease(WAIT).orElseThrow();

    assertThat(queue.complete(first, List.of(skipped()))).isEqualTo(Settlement.DONE_BEFORE);
    state.hasInFlight(WORKER, payload(1));
    queue.requeue(second);
    Lease again = queue.lease(WAIT).orElseThrow();

    assertThat(queue.complete(second, List.of(skipped()))).isEqualTo(Settlement.DONE_BEFORE);
    assertThat(queue.announce(second, DAY, skipped())).isEqualTo(Settlement.LEASE_LOST);
    assertThat(queue.isOwned(second)).isFalse();
    assertThat(queue.isOwned(again)).isTrue();
    state.hasInFlight(WORKER, payload(1));
    assertThat(state.eventsWithoutEnds()).hasSize(1);
  }

  @Test
  void a_worker_that_died_before_its_claim_interrupts_no_command() {
    state.leaseTo(OTHER, payload(1));
    state.leaseTo(WORKER, payload(1));

    assertThat(QueueFixtures.reclaimer(redis).reclaimAll(OTHER))
        .isEqualTo(new Reclaimer.Outcome(1, 0));
    assertThat(lists.requeueStranded(WORKER, first.payload())).isTrue();

    assertThat(state.counter(payload(1), "interruptions")).isNull();
    assertThat(queue.isOwned(first)).isTrue();
    assertThat(queue.complete(first, List.of())).isEqualTo(Settlement.DONE);
    state.hasPending(payload(1), payload(1)).hasNothingInFlight();
  }

  @Test
  void of_two_copies_in_a_dead_workers_list_one_was_interrupted() {
    for (int death = 1; death <= 2; death++) {
      lists.reclaim(WORKER, first.payload());
      first = queue.lease(WAIT).orElseThrow();
    }
    state.leaseTo(WORKER, payload(1));

    assertThat(QueueFixtures.reclaimer(redis).reclaimAll(WORKER))
        .isEqualTo(new Reclaimer.Outcome(1, 1));

    assertThat(state.deadLetters()).hasSize(1);
    state.hasPending(payload(1)).hasNothingInFlight();
  }
}
