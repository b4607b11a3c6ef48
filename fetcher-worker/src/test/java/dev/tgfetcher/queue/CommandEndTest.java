package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static dev.tgfetcher.testing.TestQueue.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.BatchCompleted;
import dev.tgfetcher.schema.event.CommandCompleted;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RMap;
import org.redisson.client.codec.StringCodec;

/** The last event of every command, its result, and the ends of split commands and batches. */
@ExtendWith(RedisServerExtension.class)
class CommandEndTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final LocalDate FRIDAY = LocalDate.of(2025, 11, 7);
  private static final Failure NO_CHAT = new Failure(ErrorType.CHAT_NOT_FOUND, "no such chat");

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  private List<Event> events() {
    return at.state().events().stream().flatMap(json -> Event.parse(json).stream()).toList();
  }

  private List<CommandCompleted> ends() {
    return only(CommandCompleted.class);
  }

  private <T> List<T> only(Class<T> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Map<String, String> result(String commandId) {
    return hash(at.redis().keys().result(commandId)).readAllMap();
  }

  private RMap<String, String> hash(String key) {
    return at.redis().connection().commands().getMap(key, StringCodec.INSTANCE);
  }

  private static Event fetched(Lease lease, LocalDate day, int messages, boolean complete) {
    DaySummary summary =
        new DaySummary(
            "ru_python",
            day,
            "/data/ru_python/" + day + ".json",
            1,
            "00",
            messages,
            Optional.of(Instant.EPOCH),
            Optional.of(Instant.EPOCH),
            OptionalLong.of(1),
            complete);
    return EVENTS.fetched(lease.command(), lease.run(), summary, Duration.ZERO, null);
  }

  private Lease next() {
    return at.queue().lease(WAIT).orElseThrow();
  }

  private void deadLetter(Lease lease) {
    at.queue().deadLetter(lease, DEAD_LETTERS.failed(lease, NO_CHAT), failed(lease));
  }

  @Test
  void a_command_ends_with_one_event_that_counts_its_days() {
    Lease lease = at.pushAndLease(1);
    at.queue().announce(lease, FRIDAY, fetched(lease, FRIDAY, 5, true));
    at.queue().announce(lease, FRIDAY, fetched(lease, FRIDAY, 5, true));
    Event span =
        EVENTS.skipped(
            lease.command(),
            lease.run(),
            LocalDate.of(2024, 2, 27),
            LocalDate.of(2024, 3, 1),
            SkipReason.ALREADY_COMPLETE);
    at.queue().announce(lease, LocalDate.of(2024, 3, 1), span);

    List<Event> last = List.of(fetched(lease, FRIDAY.minusDays(1), 7, false));
    at.queue().complete(lease, last);
    at.queue().complete(lease, last);

    CommandCompleted end = ends().get(0);
    assertThat(ends()).hasSize(1);
    assertThat(events()).last().isEqualTo(end);
    assertThat(end.outcome()).isEqualTo(CommandOutcome.DONE);
    assertThat(List.of(end.days(), end.daysSkipped(), end.daysIncomplete(), end.messageCount()))
        .containsExactly(6L, 4L, 1L, 12L);
    assertThat(end.chat()).isEqualTo("ru_python");
    assertThat(end.batchId()).isNull();
  }

  @Test
  void the_days_of_an_interrupted_attempt_count_in_the_end_of_the_next_one() {
    Lease lease = at.pushAndLease(1);
    at.queue().announce(lease, FRIDAY, fetched(lease, FRIDAY, 5, true));
    at.queue().requeue(lease);

    Lease again = next();
    at.queue().complete(again, List.of());
    assertThat(at.queue().complete(lease, List.of())).isEqualTo(Settlement.LEASE_LOST);

    assertThat(ends()).singleElement().extracting(CommandCompleted::days).isEqualTo(1L);
  }

  @Test
  void the_result_follows_a_command_from_its_worker_over_a_retry_to_its_end() {
    Lease lease = at.pushAndLease(1);
    String id = lease.command().commandId();
    assertThat(result(id))
        .containsEntry("state", "running")
        .containsEntry("place", at.redis().keys().processing(WORKER))
        .containsEntry("payload", payload(1));

    at.queue().retry(lease, Duration.ofMinutes(1), "timeout", failed(lease));
    assertThat(result(id))
        .containsEntry("state", "queued")
        .containsEntry("place", at.redis().keys().delayed())
        .containsEntry("attempts", "1")
        .containsEntry("last_error", "timeout")
        .containsKey("due_at");

    at.state().makeDelayedDue();
    at.delayed().promoteDue(10);
    Lease again = next();
    at.queue().announce(again, FRIDAY, fetched(again, FRIDAY, 5, true));
    assertThat(result(id)).containsEntry("state", "running").containsEntry("days", "1");

    at.queue().complete(again, List.of());
    assertThat(result(id))
        .containsEntry("state", "done")
        .containsEntry("place", "")
        .containsEntry("message_count", "5")
        .containsEntry("events", "3")
        .containsEntry("last_error", "timeout")
        .doesNotContainKeys("payload", "due_at");
    assertThat(hash(at.redis().keys().result(id)).remainTimeToLive())
        .isBetween(Duration.ofDays(6).toMillis(), Duration.ofDays(7).toMillis());
  }

  @Test
  void a_result_is_forgotten_after_its_time() {
    Lease lease = at.pushAndLease(1);
    String id = lease.command().commandId();
    at.queue().complete(lease, List.of());

    at.redis().pass(Duration.ofDays(6), at.redis().keys().result(id));
    assertThat(result(id)).containsEntry("state", "done");
    at.redis().pass(Duration.ofDays(1), at.redis().keys().result(id));
    assertThat(result(id)).isEmpty();
  }

  @Test
  void a_dead_letter_is_an_end_and_its_replay_ends_once_more_under_another_id() {
    Lease lease = at.pushAndLease(1);
    deadLetter(lease);
    assertThat(ends())
        .singleElement()
        .extracting(CommandCompleted::outcome)
        .isEqualTo(CommandOutcome.DEAD_LETTERED);
    assertThat(result(lease.command().commandId()))
        .containsEntry("state", "dead_lettered")
        .containsEntry("place", at.redis().keys().failed())
        .containsEntry("last_error", "no such chat");

    // As replay.lua leaves the counters of a replayed command.
    String replayed = at.state().deadLetters().get(0).replayPayload();
    at.state().pushSeen(lease.firstSeen(), replayed);
    hash(at.redis().keys().meta(dev.tgfetcher.redis.Payload.of(replayed).sha256()))
        .put("replay_of", "1762597800000");
    at.queue().complete(next(), List.of());

    assertThat(ends())
        .extracting(CommandCompleted::outcome)
        .containsExactly(CommandOutcome.DEAD_LETTERED, CommandOutcome.DONE);
    assertThat(ends()).extracting(end -> end.envelope().eventId()).doesNotHaveDuplicates();
    assertThat(result(lease.command().commandId()))
        .containsEntry("state", "done")
        .doesNotContainKey("last_error");
  }

  @Test
  void a_malformed_payload_a_long_one_and_one_that_kills_its_workers_end_too() {
    at.state().push("{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\"}");
    assertThat(at.queue().lease(WAIT)).isEmpty();
    at.state().push("{\"command\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}");
    assertThat(at.queue().lease(WAIT)).isEmpty();
    at.state().push(payload(1));
    at.queue().requeue(next());
    at.state().hasPending(payload(1));
    for (int death = 1; death <= 3; death++) {
      Lease lease = next();
      at.queue().abandon(lease, new IllegalStateException("killed"));
      var unused = QueueFixtures.reclaimer(at.redis()).reclaimAll(WORKER);
    }

    assertThat(ends()).hasSize(3);
    assertThat(ends())
        .extracting(CommandCompleted::outcome)
        .containsOnly(CommandOutcome.DEAD_LETTERED);
    assertThat(ends())
        .extracting(CommandCompleted::chat)
        .containsExactly("ru_python", null, "ru_python");
    assertThat(result(CommandParser.parse(payload(1)).commandId()))
        .containsEntry("state", "dead_lettered");
  }

  private Lease split(String batch, int days) {
    FetchCommand whole =
        FetchCommand.of(
                ChatRef.parse("@ru_python").orElseThrow(),
                ((ParsedCommand.Valid) CommandParser.parse(payload(1))).command().mode(),
                "nightly-17")
            .inBatch(batch);
    at.state().push(whole.toJson());
    Lease lease = next();
    FetchCommand.Whole of = new FetchCommand.Whole("nightly-17", lease.run().toEpochMilli());
    List<FetchCommand> parts =
        IntStream.range(0, days)
            .mapToObj(day -> whole.forDay(FRIDAY.minusDays(day)).asPartOf(of))
            .toList();
    assertThat(at.queue().fanOut(lease, parts)).isEqualTo(Settlement.DONE);
    return lease;
  }

  @Test
  void a_split_command_ends_with_its_last_part_and_counts_each_part_once() {
    split("night", 3);
    assertThat(ends()).isEmpty();
    assertThat(result("nightly-17")).containsEntry("state", "running").containsEntry("parts", "3");

    Lease first = next();
    at.queue().complete(first, List.of(fetched(first, FRIDAY, 5, true)));
    at.state().push(first.payload().text());
    deadLetter(next());
    // The delivery of the first part again, whose part has ended before.
    Lease third = next();
    Lease again = next();
    at.queue().complete(again, List.of(fetched(again, FRIDAY, 5, true)));
    assertThat(ends()).hasSize(3).noneMatch(end -> end.envelope().commandId().equals("nightly-17"));
    assertThat(result("nightly-17")).containsEntry("parts_open", "1");
    at.queue().complete(third, List.of(fetched(third, FRIDAY, 7, false)));

    assertThat(ends()).hasSize(5);
    CommandCompleted whole = ends().get(4);
    assertThat(whole.envelope().commandId()).isEqualTo("nightly-17");
    assertThat(whole.partOf()).isNull();
    assertThat(whole.outcome()).isEqualTo(CommandOutcome.DEAD_LETTERED);
    assertThat(List.of(whole.days(), whole.daysIncomplete(), whole.messageCount()))
        .containsExactly(2L, 1L, 12L);
    assertThat(ends().get(0).partOf()).isEqualTo("nightly-17");
    assertThat(result("nightly-17"))
        .containsEntry("state", "dead_lettered")
        .containsEntry("last_error", "of its parts, 1 were dead-lettered and 0 cancelled");
  }

  private static String inBatch(int number, int size) {
    return payload(number).replace("}", ",\"batch_id\":\"night\",\"batch_size\":" + size + "}");
  }

  @Test
  void a_batch_ends_once_when_as_many_commands_have_ended_as_they_say() {
    Stream.of(1, 2, 3).map(number -> inBatch(number, 3)).forEach(at.state()::push);
    Lease first = next();
    Lease second = next();
    at.queue().complete(first, List.of());
    deadLetter(second);
    assertThat(only(BatchCompleted.class)).isEmpty();

    at.queue().complete(next(), List.of());
    at.state().push(at.state().deadLetters().get(0).replayPayload());
    at.queue().complete(next(), List.of());

    BatchCompleted batch = only(BatchCompleted.class).get(0);
    assertThat(only(BatchCompleted.class)).hasSize(1);
    assertThat(batch.batchId()).isEqualTo("night");
    assertThat(List.of(batch.commands(), batch.done(), batch.deadLettered(), batch.cancelled()))
        .containsExactly(3L, 2L, 1L, 0L);
    assertThat(ends()).hasSize(4).extracting(CommandCompleted::batchId).containsOnly("night");
    assertThat(hash(at.redis().keys().batch("night")).get("completed_at")).isNotNull();
  }

  @Test
  void a_malformed_command_and_a_split_one_count_in_their_batch_and_parts_do_not() {
    at.state()
        .push(
            "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\",\"batch_id\":\"night\","
                + "\"batch_size\":2}");
    assertThat(at.queue().lease(WAIT)).isEmpty();
    hash(at.redis().keys().batch("night")).put("size", "2");
    split("night", 2);

    at.queue().complete(next(), List.of());
    assertThat(only(BatchCompleted.class)).isEmpty();
    at.queue().complete(next(), List.of());

    assertThat(only(BatchCompleted.class))
        .singleElement()
        .satisfies(
            batch ->
                assertThat(List.of(batch.commands(), batch.done(), batch.deadLettered()))
                    .containsExactly(2L, 1L, 1L));
  }

  @Test
  void keys_of_another_type_hold_up_no_command() {
    String id = CommandParser.parse(inBatch(1, 1)).commandId();
    at.redis().connection().commands().getBucket(at.redis().keys().result(id)).set("other");
    at.redis().connection().commands().getBucket(at.redis().keys().batch("night")).set("other");
    at.state().push(inBatch(1, 1));

    assertThat(at.queue().complete(next(), List.of())).isEqualTo(Settlement.DONE);

    assertThat(ends()).hasSize(1);
    at.state().hasPending().hasNothingInFlight();
  }
}
