package dev.tgfetcher.queue;

import static dev.tgfetcher.testing.QueueFixtures.DEAD_LETTERS;
import static dev.tgfetcher.testing.QueueFixtures.EVENTS;
import static dev.tgfetcher.testing.QueueFixtures.WORKER;
import static dev.tgfetcher.testing.QueueFixtures.payload;
import static dev.tgfetcher.testing.QueueFixtures.unusedOutbox;
import static dev.tgfetcher.testing.TestQueue.failed;
import static dev.tgfetcher.testing.TestQueue.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.CommandCompleted;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.EventFormat;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.QueueFixtures;
import dev.tgfetcher.testing.QueueState;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.client.codec.StringCodec;

/** The format of events with {@code EVENTS_FORMAT=cloudevents}. */
@ExtendWith(RedisServerExtension.class)
class StreamFormatTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private static RedisKeys cloudEvents(TestRedis redis) {
    return new RedisKeys(
        redis.keys().queue(), redis.keys().eventsChannel(), EventFormat.CLOUDEVENTS);
  }

  /** The list to which the events of the channel are added from now on. */
  private static List<String> listen(TestRedis redis, RedisKeys keys) {
    List<String> live = new CopyOnWriteArrayList<>();
    redis
        .connection()
        .commands()
        .getTopic(keys.events(), StringCodec.INSTANCE)
        .addListener(String.class, (channel, event) -> live.add(event));
    return live;
  }

  @Test
  void the_stream_has_cloud_events_and_the_channel_plain_ones(TestRedis redis) {
    RedisKeys keys = cloudEvents(redis);
    List<String> live = listen(redis, keys);
    QueueState state = new QueueState(redis);
    CommandQueue queue =
        QueueFixtures.queue(redis.connection(), keys, WORKER, unusedOutbox(WORKER));
    state.push(payload(1));
    Lease lease = queue.lease(Duration.ofSeconds(1)).orElseThrow();
    DeadLettering letter = DEAD_LETTERS.failed(lease, new Failure(ErrorType.NETWORK, "reset"));
    state.leaseTo("dead", payload(3));

    queue.announce(lease, DAY, skipped(lease));
    queue.complete(lease, List.of(failed(lease)));
    new ProcessingLists(redis.connection(), keys)
        .deadLetter("dead", Payload.of(payload(3)), letter);

    List<Event> events =
        List.of(
            skipped(lease),
            failed(lease),
            end(lease, CommandOutcome.DONE, 1),
            letter.event(),
            end(lease, CommandOutcome.DEAD_LETTERED, 0));
    assertThat(withoutDurations(state.events()))
        .isEqualTo(events.stream().map(EventFormat.CLOUDEVENTS::json).toList());
    await()
        .untilAsserted(
            () ->
                assertThat(withoutDurations(live))
                    .isEqualTo(events.stream().map(Event::toJson).toList()));
  }

  private static List<String> withoutDurations(List<String> events) {
    return events.stream()
        .map(event -> event.replaceFirst("(?<=complete.{0,400}duration_seconds\":)[0-9.]+", "0.0"))
        .toList();
  }

  private static Event end(Lease lease, CommandOutcome outcome, int skipped) {
    CommandCompleted end =
        EVENTS.completed(new ParsedCommand.Valid(lease.command()), lease.run(), outcome);
    return new CommandCompleted(
        end.envelope(), end.chat(), outcome, skipped, skipped, 0, 0, 0, null, null);
  }

  @Test
  void so_has_the_event_of_an_element_that_is_too_long_for_a_command(TestRedis redis) {
    RedisKeys keys = cloudEvents(redis);
    List<String> live = listen(redis, keys);
    QueueState state = new QueueState(redis);
    state.leaseTo("dead", "{\"command\":\"" + "x".repeat(2 << 20) + "\"}");

    ProcessingLists lists = new ProcessingLists(redis.connection(), keys);
    Reclaimer reclaimer =
        new Reclaimer(lists, new CommandCounters(redis.connection(), keys), DEAD_LETTERS);
    assertThat(reclaimer.buryLong("dead")).isEqualTo(1);

    Event event = state.events().stream().map(Event::parse).findFirst().orElseThrow().orElseThrow();
    assertThat(event).isInstanceOf(CommandDeadLettered.class);
    assertThat(state.eventsWithoutEnds()).containsExactly(EventFormat.CLOUDEVENTS.json(event));
    await().untilAsserted(() -> assertThat(live).hasSize(2).startsWith(event.toJson()));
  }
}
