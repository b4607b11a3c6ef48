package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.Priority;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.steering.Pause;
import dev.tgfetcher.steering.PauseTarget;
import dev.tgfetcher.steering.Pauses;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/** Commands of low priority wait in a list of their own, and always return to it. */
@ExtendWith(RedisServerExtension.class)
class PriorityTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int MANY = 100_000;

  private TestRedis redis;
  private QueueState state;
  private CommandQueue queue;
  private DelayedCommands delayed;
  private ProcessingLists lists;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    queue = QueueFixtures.queue(redis);
    delayed = QueueFixtures.delayed(redis);
    lists = QueueFixtures.lists(redis);
  }

  private static String low(int number) {
    return payload(number).replace("}", ",\"priority\":\"low\"}");
  }

  private void pushLow(String... payloads) {
    list(redis.keys().low()).addAll(List.of(payloads));
  }

  private List<String> lowList() {
    return list(redis.keys().low()).readAll();
  }

  private RList<String> list(String key) {
    return redis.connection().commands().getList(key, StringCodec.INSTANCE);
  }

  /** Takes a command, and completes it at once; returns its payload. */
  private String runOne() {
    Lease lease = queue.lease(WAIT).orElseThrow();
    queue.complete(lease, List.of());
    return lease.payload().text();
  }

  @Test
  void one_of_five_commands_is_low_while_both_wait() {
    IntStream.range(0, 40).forEach(number -> state.push(payload(number)));
    IntStream.range(0, 40).forEach(number -> pushLow(low(number)));
    List<Boolean> isLow = new ArrayList<>();

    for (int taken = 0; taken < 40; taken++) {
      isLow.add(runOne().contains("low"));
    }

    for (int first = 0; first + 5 <= isLow.size(); first++) {
      assertThat(isLow.subList(first, first + 5)).containsOnlyOnce(true);
    }
  }

  @Test
  void every_command_is_low_while_no_other_waits() {
    pushLow(low(1), low(2), low(3));

    assertThat(List.of(runOne(), runOne(), runOne())).containsExactly(low(1), low(2), low(3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_normal_command_waits_for_the_running_one_alone_behind_100_000_low_ones(boolean inOwnList) {
    // The pending list is that of a scheduler that does not know the other one.
    RList<String> list = list(inOwnList ? redis.keys().low() : redis.keys().pending());
    for (int first = 0; first < MANY; first += MANY / 20) {
      list.addAll(IntStream.range(first, first + MANY / 20).mapToObj(PriorityTest::low).toList());
    }
    List<Integer> waits = new ArrayList<>();

    for (int number = 0; number < 100; number++) {
      // The command comes while the worker runs a low one.
      Lease running = queue.lease(WAIT).orElseThrow();
      state.push(payload(number));
      queue.complete(running, List.of());
      int waited = 1;
      while (!runOne().equals(payload(number))) {
        waited++;
      }
      waits.add(waited);
    }

    // All of them, and so the 99th percentile, in lengths of a command.
    assertThat(waits).allMatch(lengths -> lengths < 2);
    assertThat(list(redis.keys().low()).size()).isEqualTo(MANY - 100);
  }

  @Test
  void a_normal_command_is_never_kept_from_its_turn_by_retries_of_low_ones() {
    pushLow(low(1));
    Lease lease = queue.lease(WAIT).orElseThrow();
    retry(lease);
    state.push(payload(1));
    state.makeDelayedDue();

    delayed.promoteDue(10);

    assertThat(lowList()).containsExactly(low(1));
    state.hasPending(payload(1)).hasDelayed();
  }

  private void retry(Lease lease) {
    queue.retry(
        lease,
        Duration.ofMinutes(1),
        "cut",
        EVENTS.failed(
            lease.command(),
            lease.run(),
            new Failure(ErrorType.NETWORK, "cut"),
            1,
            null,
            Duration.ZERO));
  }

  /** A command may have the priority by its field or by the list to which it was pushed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_low_command_returns_to_its_list_from_every_place(boolean hasField) {
    String payload = hasField ? low(1) : payload(1);
    pushLow(payload);

    Lease first = queue.lease(WAIT).orElseThrow();
    assertThat(first.low()).isTrue();
    queue.requeue(first);
    assertThat(lowList()).as("a stopping worker").containsExactly(payload);

    retry(queue.lease(WAIT).orElseThrow());
    state.makeDelayedDue();
    delayed.promoteDue(10);
    assertThat(lowList()).as("a retry").containsExactly(payload);

    Lease dying = queue.lease(WAIT).orElseThrow();
    assertThat(lists.reclaim(WORKER, dying.payload())).isTrue();
    assertThat(lowList()).as("a dead worker").containsExactly(payload);

    Lease stranded = queue.lease(WAIT).orElseThrow();
    queue.abandon(stranded, new IllegalStateException());
    assertThat(lists.requeueStranded(WORKER, stranded.payload())).isTrue();
    assertThat(lowList()).as("a stranded lease").containsExactly(payload);

    state.hasPending().hasNothingInFlight();
  }

  @Test
  void a_low_twin_returns_to_its_list() {
    pushLow(low(1), low(1));
    Lease first = queue.lease(WAIT).orElseThrow();
    assertThat(queue.lease(WAIT)).isEmpty();
    assertThat(state.twins()).isEqualTo(1);

    queue.complete(first, List.of());
    delayed.promoteDue(10);

    assertThat(lowList()).containsExactly(low(1));
    state.hasPending();
  }

  @Test
  void the_parts_of_a_low_command_are_low() {
    pushLow(low(1));
    Lease lease = queue.lease(WAIT).orElseThrow();
    FetchCommand part = lease.command().forDay(LocalDate.of(2025, 11, 6));

    queue.fanOut(lease, List.of(part));

    assertThat(part.priority()).isEqualTo(Priority.LOW);
    assertThat(lowList()).containsExactly(part.toJson());
    state.hasPending();
  }

  @Test
  void a_low_command_in_the_normal_list_goes_behind_those_of_the_low_list() {
    state.push(low(2));
    state.push(payload(1));
    pushLow(low(1));

    List<String> order = List.of(runOne(), runOne(), runOne());

    assertThat(order.subList(0, 2)).containsAnyOf(payload(1));
    assertThat(order).containsSubsequence(low(1), low(2));
  }

  @Test
  void a_command_that_was_taken_and_not_claimed_returns_to_its_list() {
    pushLow(payload(1));
    // The worker dies between the two.
    PendingLists pending =
        new PendingLists(
            redis.connection(), redis.keys(), WORKER, true, new LowPriorityShare(5, 0));
    assertThat(pending.take(WAIT, "")).isNotNull();

    assertThat(lists.reclaim(WORKER, Payload.of(payload(1)))).isTrue();

    assertThat(lowList()).containsExactly(payload(1));
  }

  @Test
  void a_finished_day_of_a_low_command_shows_whether_a_normal_one_waits() {
    pushLow(low(1));
    Lease lease = queue.lease(WAIT).orElseThrow();

    assertThat(announce(lease, 5)).isEqualTo(Settlement.DONE);
    state.push(low(2));
    assertThat(announce(lease, 4)).as("another low one waits").isEqualTo(Settlement.DONE);
    assertThat(lowList()).containsExactly(low(2));
    state.push(low(3));
    state.push(payload(1));
    assertThat(announce(lease, 3)).as("a normal one waits").isEqualTo(Settlement.GIVE_WAY);
    assertThat(announce(lease, 3)).as("a repeated write").isEqualTo(Settlement.DONE_BEFORE);
    pause(PauseTarget.FLEET);
    assertThat(announce(lease, 2)).as("none may run").isEqualTo(Settlement.DONE);
    state.hasPending(payload(1)).hasInFlight(WORKER, low(1));
  }

  @Test
  void a_normal_command_gives_way_to_none() {
    state.push(payload(1));
    Lease lease = queue.lease(WAIT).orElseThrow();
    state.push(payload(2));

    assertThat(announce(lease, 5)).isEqualTo(Settlement.DONE);
  }

  @Test
  void a_command_that_gave_way_goes_on_after_the_share_of_the_normal_ones() {
    pushLow(low(1), low(2));
    Lease lease = queue.lease(WAIT).orElseThrow();
    IntStream.range(0, 6).forEach(number -> state.push(payload(number)));
    assertThat(announce(lease, 5)).isEqualTo(Settlement.GIVE_WAY);
    queue.requeue(lease);

    assertThat(lowList()).containsExactly(low(1), low(2));
    assertThat(List.of(runOne(), runOne(), runOne(), runOne()))
        .containsExactly(payload(0), payload(1), payload(2), payload(3));
    Lease next = queue.lease(WAIT).orElseThrow();
    assertThat(next.payload().text()).isEqualTo(low(1));
    assertThat(next.announcedDays()).containsOnlyKeys(LocalDate.of(2025, 11, 5));
    assertThat(next.attempt()).isEqualTo(1);
    assertThat(next.interruptions()).isZero();
    assertThat(next.history()).isEmpty();
  }

  private Settlement announce(Lease lease, int day) {
    LocalDate date = LocalDate.of(2025, 11, day);
    return queue.announce(
        lease,
        date,
        EVENTS.skipped(lease.command(), lease.run(), date, SkipReason.ALREADY_COMPLETE));
  }

  private void pause(PauseTarget target) {
    new Pauses(redis.connection(), redis.keys())
        .begin(new Pause(target, "ada", Instant.now(), null, "reboot", 0));
  }

  @Test
  void a_server_without_lmove_keeps_both_lists_too() {
    state.push(payload(1));
    pushLow(low(1));
    PendingLists pending =
        new PendingLists(
            redis.connection(), redis.keys(), WORKER, false, new LowPriorityShare(5, 0));

    assertThat(pending.take(WAIT, "")).extracting(PendingLists.Taken::low).isEqualTo(false);
    assertThat(pending.take(WAIT, "")).extracting(PendingLists.Taken::low).isEqualTo(true);

    state.hasPending().hasInFlight(WORKER, payload(1), low(1));
    assertThat(lowList()).isEmpty();
  }
}
