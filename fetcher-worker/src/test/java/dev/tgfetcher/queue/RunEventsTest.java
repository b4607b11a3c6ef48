package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static dev.tgfetcher.testing.TestQueue.failed;
import static dev.tgfetcher.testing.TestQueue.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestQueue;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** The events of a run of a command. */
@ExtendWith(RedisServerExtension.class)
class RunEventsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private TestQueue at;

  @BeforeEach
  void open(TestRedis redis) {
    at = TestQueue.of(redis);
  }

  @Test
  void an_event_that_the_stream_refused_is_published_when_the_stream_works_again() {
    Lease lease = at.pushAndLease(1);
    Lease other = at.pushAndLease(2);
    at.state().leaseTo("dead", payload(3));
    DeadLettering letter = DEAD_LETTERS.failed(other, new Failure(ErrorType.NETWORK, "reset"));
    String stream = at.redis().keys().eventStream();
    at.redis().connection().commands().getBucket(stream, StringCodec.INSTANCE).set("another's");

    assertThat(at.queue().announce(lease, DAY, skipped(lease))).isEqualTo(Settlement.KEPT);
    assertThat(at.queue().complete(lease, List.of(failed(lease)))).isEqualTo(Settlement.KEPT);
    assertThat(at.queue().deadLetter(other, letter, failed(other))).isEqualTo(Settlement.KEPT);
    assertThatThrownBy(() -> at.lists().deadLetter("dead", Payload.of(payload(3)), letter))
        .isInstanceOf(RedisException.class);
    assertThat(at.state().deadLetters()).isEmpty();
    at.redis().connection().commands().getKeys().delete(stream);
    at.queue().writer().replay();
    assertThat(at.lists().deadLetter("dead", Payload.of(payload(3)), letter)).isTrue();

    String deadLettered = letter.event().toJson();
    assertThat(at.state().eventsWithoutEnds())
        .containsExactly(
            skipped(lease).toJson(),
            failed(lease).toJson(),
            failed(other).toJson(),
            deadLettered,
            deadLettered);
    assertThat(at.state().deadLetters()).hasSize(2);
    at.state().hasPending().hasNothingInFlight();
  }

  @Test
  void a_run_repeats_its_events_under_their_ids_and_the_next_run_has_others() {
    Lease first = at.pushAndLease(1);
    at.queue().requeue(first);
    Lease again = at.lease();
    assertThat(ids(again, 2)).isEqualTo(ids(first, 1));
    at.queue().complete(again, List.of());
    assertThat(at.state().counter(payload(1), "first_seen")).isNull();
    at.state().pushSeen(first.run().plusMillis(1), payload(1));

    Lease next = at.lease();

    assertThat(ids(next, 1)).doesNotContainAnyElementsOf(ids(first, 1));
  }

  @Test
  void a_replay_of_a_dead_letter_is_another_run_for_the_days_of_the_first() {
    Instant before = Instant.parse("2025-11-08T10:30:00Z");
    at.state().push(payload(1).replace("}", ",\"first_seen\":\"" + before + "\"}"));

    Lease replayed = at.lease();

    assertThat(replayed.firstSeen()).isEqualTo(before);
    assertThat(replayed.run()).isAfter(before);
    assertThat(replayed.leasedAt()).isEqualTo(replayed.run());
  }

  private static List<String> ids(Lease lease, int revision) {
    DaySummary day =
        new DaySummary(
            "ru_python",
            DAY,
            "day.json",
            revision,
            "00",
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            true);
    return Stream.of(
            EVENTS.fetched(lease.command(), lease.run(), day, Duration.ZERO, null),
            DEAD_LETTERS.failed(lease, new Failure(ErrorType.NETWORK, "reset")).event(),
            failed(lease),
            skipped(lease))
        .map(event -> event.envelope().eventId())
        .toList();
  }
}
