package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.Commands.BURIALS;
import static dev.tgfetcher.testing.Commands.EVENTS;
import static dev.tgfetcher.testing.Commands.WORKER;
import static dev.tgfetcher.testing.Commands.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tgfetcher.archive.StoredDay;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.DeadLetter;
import dev.tgfetcher.schema.ErrorType;
import dev.tgfetcher.schema.Event;
import dev.tgfetcher.schema.FailedAttempt;
import dev.tgfetcher.schema.SkipReason;
import dev.tgfetcher.testing.Commands;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

@ExtendWith(RedisServerExtension.class)
class CommandQueueTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private TestRedis redis;
  private QueueState state;
  private CommandQueue queue;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    state = new QueueState(redis);
    queue = Commands.queue(redis);
  }

  private Lease leased(int number) {
    state.push(payload(number));
    return queue.lease(WAIT).orElseThrow();
  }

  @Test
  void a_lease_moves_the_oldest_command_into_the_workers_hands() {
    state.push(payload(1));
    state.push(payload(2));

    Lease lease = queue.lease(WAIT).orElseThrow();

    assertThat(lease.command().chat().folder()).isEqualTo("ru_python");
    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(lease.ranBefore()).isFalse();
    assertThat(queue.inFlight().payloads()).containsExactly(Payload.of(payload(1)));
    state.holds(WORKER, payload(1)).hasPending(payload(2));
  }

  @Test
  void nothing_pending_is_no_lease() {
    assertThat(queue.lease(WAIT)).isEmpty();
  }

  @Test
  void completing_publishes_and_leaves_nothing_behind() {
    Lease lease = leased(1);

    Settlement settlement = queue.complete(lease, List.of(skipped(lease)));

    assertThat(settlement).isEqualTo(Settlement.DONE);
    assertThat(state.events()).containsExactly(skipped(lease).toJson());
    assertThat(state.counter(payload(1), "claims")).isNull();
    assertThat(queue.inFlight().payloads()).isEmpty();
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void completing_twice_publishes_once() {
    Lease lease = leased(1);
    queue.complete(lease, List.of(skipped(lease)));

    assertThat(queue.complete(lease, List.of(skipped(lease)))).isEqualTo(Settlement.DONE_BEFORE);

    assertThat(state.events()).hasSize(1);
  }

  @Test
  void a_lost_lease_writes_nothing() {
    Lease lease = leased(1);
    new Fleet(redis.connection(), redis.keys()).reclaim(WORKER, lease.payload());

    assertThat(queue.complete(lease, List.of(skipped(lease)))).isEqualTo(Settlement.LEASE_LOST);
    assertThat(queue.announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.LEASE_LOST);
    assertThat(queue.retry(lease, WAIT, "late", skipped(lease))).isEqualTo(Settlement.LEASE_LOST);

    assertThat(state.events()).isEmpty();
    state.hasPending(payload(1)).hasDelayed();
  }

  @Test
  void the_ending_of_an_older_lease_of_the_same_command_does_not_count() {
    Lease first = leased(1);
    queue.requeue(first);
    Lease second = queue.lease(WAIT).orElseThrow();
    queue.complete(second, List.of());

    assertThat(queue.complete(first, List.of(skipped(first)))).isEqualTo(Settlement.LEASE_LOST);
    assertThat(state.events()).isEmpty();
  }

  @Test
  void a_retry_waits_its_delay_and_counts_the_attempt() {
    Lease lease = leased(1);
    double before = System.currentTimeMillis();

    queue.retry(lease, Duration.ofSeconds(40), "502 Bad Gateway", failed(lease));

    state.hasDelayed(payload(1)).hasPending().hasNothingInFlight();
    assertThat(state.dueAt(payload(1))).isBetween(before + 39_000, before + 60_000);
    assertThat(state.counter(payload(1), "attempts")).isEqualTo("1");
    assertThat(state.counter(payload(1), "last_error")).isEqualTo("502 Bad Gateway");
    assertThat(state.events()).containsExactly(failed(lease).toJson());
  }

  @Test
  void the_next_attempt_knows_of_the_failed_one() {
    Lease lease = leased(1);
    queue.retry(lease, Duration.ofMinutes(1), "timeout", failed(lease));
    state.letDelayedBeDue();
    new Fleet(redis.connection(), redis.keys()).promoteDue(10);

    Lease again = queue.lease(WAIT).orElseThrow();

    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.ranBefore()).isTrue();
    assertThat(again.firstSeen()).isEqualTo(lease.firstSeen());
  }

  @Test
  void a_dead_letter_tells_of_the_attempts_before_the_last() {
    Lease lease = leased(1);
    queue.retry(lease, Duration.ofMinutes(1), "timeout", failed(lease));
    state.letDelayedBeDue();
    Fleet fleet = new Fleet(redis.connection(), redis.keys());
    fleet.promoteDue(10);
    assertThat(queue.lease(WAIT)).isPresent();
    fleet.reclaim(WORKER, lease.payload());
    Lease last = queue.lease(WAIT).orElseThrow();

    queue.bury(last, BURIALS.failed(last, new Failure(ErrorType.NETWORK, "reset")), failed(last));

    DeadLetter letter = state.deadLetters().get(0);
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
            tuple(2, ErrorType.INTERRUPTED, "the worker died with it in hand", WORKER));
    assertThat(letter.attemptHistory().get(0).at())
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
  }

  @Test
  void the_history_of_attempts_is_bounded() {
    for (int attempt = 1; attempt <= 25; attempt++) {
      Lease lease = attempt == 1 ? leased(1) : queue.lease(WAIT).orElseThrow();
      queue.retry(lease, Duration.ZERO, "timeout", failed(lease, lease.attempt()));
      new Fleet(redis.connection(), redis.keys()).promoteDue(10);
    }

    assertThat(queue.lease(WAIT).orElseThrow().history())
        .extracting(FailedAttempt::attempt)
        .hasSize(20)
        .startsWith(6)
        .endsWith(25);
  }

  @Test
  void a_place_that_another_program_uses_costs_no_command() {
    Fleet fleet = new Fleet(redis.connection(), redis.keys());
    Lease lease = leased(1);
    for (String key : List.of(redis.keys().delayed(), redis.keys().failed())) {
      redis.connection().commands().getBucket(key, StringCodec.INSTANCE).set("another's");
    }
    Burial burial = BURIALS.failed(lease, new Failure(ErrorType.NETWORK, "reset"));

    assertThat(queue.defer(lease, WAIT, "flood")).isEqualTo(Settlement.KEPT);
    assertThatThrownBy(() -> fleet.bury(WORKER, lease.payload(), burial))
        .isInstanceOf(RedisException.class);

    state.holds(WORKER, payload(1));
    assertThat(state.counter(payload(1), "claims")).isEqualTo("1");
    redis.connection().commands().getKeys().delete(redis.keys().delayed(), redis.keys().failed());
    queue.writer().replay();
    state.hasDelayed(payload(1)).hasNothingInFlight();
  }

  @Test
  void a_deferred_command_burns_no_attempt() {
    Lease lease = leased(1);

    queue.defer(lease, Duration.ofSeconds(30), "flood");

    state.hasDelayed(payload(1)).hasNothingInFlight();
    assertThat(state.counter(payload(1), "attempts")).isNull();
  }

  @Test
  void a_requeued_command_is_the_next_one() {
    Lease lease = leased(1);
    state.push(payload(2));

    queue.requeue(lease);

    state.hasPending(payload(1), payload(2)).hasNothingInFlight();
    assertThat(state.counter(payload(1), "attempts")).isNull();
    assertThat(state.counter(payload(1), "interruptions")).isNull();
  }

  @Test
  void a_buried_command_is_a_dead_letter_that_says_why() {
    Lease lease = leased(1);
    Failure failure = new Failure(ErrorType.CHAT_NOT_FOUND, "400 USERNAME_NOT_OCCUPIED");

    queue.bury(lease, BURIALS.failed(lease, failure), failed(lease));

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.CHAT_NOT_FOUND);
              assertThat(letter.error()).isEqualTo("400 USERNAME_NOT_OCCUPIED");
              assertThat(letter.commandFields()).containsKey("chat");
            });
    assertThat(state.events()).hasSize(2).last().asString().contains("command_dead_lettered");
    state.hasNothingInFlight();
  }

  @Test
  void a_malformed_payload_becomes_a_dead_letter_that_names_the_field() {
    state.push("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\"}");

    assertThat(queue.lease(WAIT)).isEmpty();

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.errorType()).isEqualTo(ErrorType.INVALID_COMMAND);
              assertThat(letter.error()).startsWith("date:");
            });
    assertThat(state.events()).singleElement().asString().contains("command_dead_lettered");
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void of_a_payload_that_is_far_too_large_the_dead_letter_keeps_the_beginning() {
    state.push("{\"command\":\"" + "x".repeat(8 * 1024 * 1024) + "\"}");

    assertThat(queue.lease(WAIT)).isEmpty();

    DeadLetter letter = state.deadLetters().get(0);
    assertThat(letter.error())
        .isEqualTo("payload: is larger than 64 KiB; of 8388622 bytes the first MiB is kept");
    assertThat(letter.raw()).hasSize(Burials.MOST_KEPT).startsWith("{\"command\":\"xxx");
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void bytes_that_are_no_text_become_a_dead_letter_too() {
    state.pushBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, '{'});

    assertThat(queue.lease(WAIT)).isEmpty();

    assertThat(state.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.errorType()).isEqualTo(ErrorType.INVALID_COMMAND));
    state.hasNothingInFlight();
  }

  @Test
  void a_day_is_announced_once_and_remembered_with_the_command() {
    Lease lease = leased(1);

    assertThat(queue.announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.DONE);
    assertThat(queue.announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.DONE_BEFORE);
    queue.requeue(lease);

    assertThat(state.events()).hasSize(1);
    assertThat(queue.lease(WAIT).orElseThrow().announcedDays()).containsExactly(Map.entry(DAY, 0L));
  }

  @Test
  void a_worker_id_that_is_used_again_does_not_hide_that_the_command_ran_before() {
    leased(1);
    new Fleet(redis.connection(), redis.keys()).free(WORKER, Payload.of(payload(1)));

    Lease ofNextProcess = Commands.queue(redis).lease(WAIT).orElseThrow();

    assertThat(ofNextProcess.ranBefore()).isTrue();
  }

  @Test
  void an_event_that_its_stream_refuses_comes_when_that_is_mended() {
    Fleet fleet = new Fleet(redis.connection(), redis.keys());
    Lease lease = leased(1);
    Lease other = leased(2);
    state.leaseTo("dead", payload(3));
    Burial burial = BURIALS.failed(other, new Failure(ErrorType.NETWORK, "reset"));
    String stream = redis.keys().eventStream();
    redis.connection().commands().getBucket(stream, StringCodec.INSTANCE).set("another's");

    assertThat(queue.announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.KEPT);
    assertThat(queue.complete(lease, List.of(failed(lease)))).isEqualTo(Settlement.KEPT);
    assertThat(queue.bury(other, burial, failed(other))).isEqualTo(Settlement.KEPT);
    assertThatThrownBy(() -> fleet.bury("dead", Payload.of(payload(3)), burial))
        .isInstanceOf(RedisException.class);
    assertThat(state.deadLetters()).isEmpty();
    redis.connection().commands().getKeys().delete(stream);
    queue.writer().replay();
    assertThat(fleet.bury("dead", Payload.of(payload(3)), burial)).isTrue();

    String buried = burial.event().toJson();
    assertThat(state.events())
        .containsExactly(
            skipped(lease).toJson(),
            failed(lease).toJson(),
            failed(other).toJson(),
            buried,
            buried);
    assertThat(state.deadLetters()).hasSize(2);
    state.hasPending().hasNothingInFlight();
  }

  @Test
  void freeing_that_is_sent_twice_takes_nothing_from_who_leased_it_meanwhile() {
    Fleet fleet = new Fleet(redis.connection(), redis.keys());
    state.leaseTo(WORKER, payload(1));
    assertThat(fleet.free(WORKER, Payload.of(payload(1)), "")).isTrue();
    Lease lease = queue.lease(WAIT).orElseThrow();

    assertThat(fleet.free(WORKER, Payload.of(payload(1)), "")).isFalse();

    state.holds(WORKER, payload(1)).hasPending();
    assertThat(queue.isHeld(lease)).isTrue();
  }

  @Test
  void a_run_repeats_its_events_under_their_ids_and_the_next_run_has_others() {
    Lease first = leased(1);
    queue.requeue(first);
    Lease again = queue.lease(WAIT).orElseThrow();
    assertThat(ids(again, 2)).isEqualTo(ids(first, 1));
    queue.complete(again, List.of());
    assertThat(state.counter(payload(1), "first_seen")).isNull();
    state.pushSeen(first.run().plusMillis(1), payload(1));

    Lease next = queue.lease(WAIT).orElseThrow();

    assertThat(ids(next, 1)).doesNotContainAnyElementsOf(ids(first, 1));
  }

  @Test
  void a_replay_of_a_dead_letter_is_another_run_for_the_days_of_the_first() {
    Instant before = Instant.parse("2025-11-08T10:30:00Z");
    state.push(payload(1).replace("}", ",\"first_seen\":\"" + before + "\"}"));

    Lease replayed = queue.lease(WAIT).orElseThrow();

    assertThat(replayed.firstSeen()).isEqualTo(before);
    assertThat(replayed.run()).isAfter(before);
    assertThat(replayed.leasedAt()).isEqualTo(replayed.run());
  }

  @Test
  void the_burial_by_a_reaper_and_by_the_worker_itself_is_one_event() {
    Lease lease = leased(1);
    Payload payload = lease.payload();
    Fleet fleet = new Fleet(redis.connection(), redis.keys());

    Burial reapers = BURIALS.interrupted(payload, WORKER, fleet.pastRuns(payload));

    assertThat(reapers.event().envelope().eventId())
        .isEqualTo(
            BURIALS
                .failed(lease, new Failure(ErrorType.NETWORK, "reset"))
                .event()
                .envelope()
                .eventId());
  }

  private static List<String> ids(Lease lease, int revision) {
    StoredDay day =
        new StoredDay(
            "ru_python",
            DAY,
            Path.of("day.json"),
            revision,
            "00",
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            true);
    return Stream.of(
            EVENTS.fetched(lease.command(), lease.run(), day, Duration.ZERO),
            BURIALS.failed(lease, new Failure(ErrorType.NETWORK, "reset")).event(),
            failed(lease),
            skipped(lease))
        .map(event -> event.envelope().eventId())
        .toList();
  }

  @Test
  void plain_popping_settles_just_the_same() {
    CommandQueue popping =
        new CommandQueue(
            redis.connection(),
            redis.keys(),
            WORKER,
            false,
            Commands.unused(WORKER),
            BURIALS::malformed);
    state.push(payload(1));

    Lease lease = popping.lease(WAIT).orElseThrow();

    state.hasPending().holds(WORKER, payload(1));
    assertThat(popping.complete(lease, List.of())).isEqualTo(Settlement.DONE);
    state.hasNothingInFlight();
  }

  private static Event skipped(Lease lease) {
    return EVENTS.skipped(lease.command(), lease.run(), DAY, SkipReason.ALREADY_COMPLETE);
  }

  private static Event failed(Lease lease) {
    return failed(lease, 1);
  }

  private static Event failed(Lease lease, int attempt) {
    return EVENTS.failed(
        lease.command(),
        lease.run(),
        new Failure(ErrorType.NETWORK, "timeout"),
        attempt,
        null,
        Duration.ZERO);
  }
}
