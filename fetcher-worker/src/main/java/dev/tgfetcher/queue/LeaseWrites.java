package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the steps of one worker: the keys and arguments that announce.lua and settle.lua want.
 *
 * @param settledLive how long Redis knows of a command that has ended
 */
record LeaseWrites(RedisKeys keys, String workerId, Duration settledLive) {
  /** Where announce.lua has its event, after the payload. */
  static final int EVENT_OF_ANNOUNCE = 2;

  /** Where the events of settle.lua begin, after the payload. */
  static final int EVENTS_OF_SETTLE = 8;

  LeaseWrite announce(Payload payload, String token, LocalDate day, Event event) {
    return new LeaseWrite(
        "announce",
        List.of(keys.processing(workerId), keys.meta(payload.sha256()), keys.eventStream()),
        payload.text(),
        texts(
            token,
            day,
            event.toJson(),
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            CommandQueue.COUNTERS_LIVE.toSeconds()),
        false);
  }

  LeaseWrite settle(Payload payload, String token, Disposition ending) {
    List<String> arguments =
        texts(
            token,
            ending.name(),
            ending.element(),
            ending.delay().toMillis(),
            ending.error(),
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            (ending.isLast() ? settledLive : CommandQueue.COUNTERS_LIVE).toSeconds());
    ending.events().forEach(event -> arguments.add(event.toJson()));
    return new LeaseWrite(
        "settle",
        List.of(
            keys.processing(workerId),
            keys.meta(payload.sha256()),
            ending.destination().apply(keys),
            keys.eventStream()),
        payload.text(),
        arguments,
        true);
  }

  private static List<String> texts(Object... values) {
    return Stream.of(values).map(Object::toString).collect(Collectors.toCollection(ArrayList::new));
  }
}
