package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the writes of one worker, with the keys and arguments that their scripts take.
 *
 * @param settledTtl how long Redis remembers that a command has ended
 */
record LeaseWriteFactory(RedisKeys keys, String workerId, Duration settledTtl) {
  /** The index of the event among the arguments of {@code announce.lua} after the payload. */
  static final int EVENT_OF_ANNOUNCE = 2;

  /** The index of the first event among the arguments of {@code settle.lua} after the payload. */
  static final int EVENTS_OF_SETTLE = 8;

  LeaseWrite announce(Lease lease, LocalDate day, Event event) {
    Payload payload = lease.payload();
    return new LeaseWrite(
        LeaseWrite.Script.ANNOUNCE,
        keysOfAnnounce(lease),
        payload.text(),
        texts(
            lease.token(),
            day,
            keys.eventsFormat().json(event),
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            CommandQueue.COUNTERS_TTL.toSeconds(),
            workerId),
        false);
  }

  /** A normal command gives way to none, so its write knows no pending list. */
  private List<String> keysOfAnnounce(Lease lease) {
    List<String> known =
        List.of(
            keys.processing(workerId),
            keys.meta(lease.payload().sha256()),
            keys.eventStream(),
            keys.result(lease.command().commandId()));
    List<String> ofPriority =
        lease.low() ? List.of(keys.pending(), keys.low(), keys.paused()) : List.of();
    return Stream.concat(known.stream(), ofPriority.stream()).toList();
  }

  LeaseWrite settle(Payload payload, String token, ParsedCommand command, Disposition disposition) {
    Disposition.Kind kind = disposition.kind();
    List<String> arguments =
        texts(
            token,
            kind.wireName(),
            disposition.element(),
            disposition.delay().toMillis(),
            disposition.error(),
            keys.events(),
            CommandQueue.STREAM_LENGTH,
            (kind.endsCommand() ? settledTtl : CommandQueue.COUNTERS_TTL).toSeconds());
    disposition.events().forEach(event -> arguments.add(keys.eventsFormat().json(event)));
    return new LeaseWrite(
        LeaseWrite.Script.SETTLE,
        Stream.concat(
                Stream.of(
                    keys.processing(workerId),
                    keys.meta(payload.sha256()),
                    disposition.destination(keys),
                    keys.eventStream()),
                EndKeys.of(keys, command).stream())
            .toList(),
        payload.text(),
        arguments,
        true);
  }

  private static List<String> texts(Object... values) {
    return Stream.of(values).map(Object::toString).collect(Collectors.toCollection(ArrayList::new));
  }
}
