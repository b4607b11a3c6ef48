package dev.tgfetcher.queue;

import dev.tgfetcher.schema.Event;
import dev.tgfetcher.schema.RedisKeys;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One way to end a lease, as settle.lua takes it.
 *
 * @param destination the key to which the element goes; unused where there is none
 * @param element the payload or its dead letter; empty when the command is done
 * @param events published in the same step
 */
record Ending(
    String name,
    Function<RedisKeys, String> destination,
    String element,
    Duration delay,
    String error,
    List<Event> events) {

  Ending {
    events = List.copyOf(events);
  }

  /** Whether nothing is to become of the command any more. */
  boolean isLast() {
    return name.equals("complete") || name.equals("dead_letter");
  }

  static Ending complete(List<Event> events) {
    return new Ending("complete", RedisKeys::pending, "", Duration.ZERO, "", events);
  }

  static Ending retry(Payload payload, Duration delay, String error, Event event) {
    return new Ending("retry", RedisKeys::delayed, payload.text(), delay, error, List.of(event));
  }

  static Ending defer(Payload payload, Duration delay, String reason) {
    return new Ending("defer", RedisKeys::delayed, payload.text(), delay, reason, List.of());
  }

  static Ending requeue(Payload payload) {
    return new Ending("requeue", RedisKeys::pending, payload.text(), Duration.ZERO, "", List.of());
  }

  static Ending buried(Burial burial, List<Event> events) {
    return new Ending(
        "dead_letter",
        RedisKeys::failed,
        burial.letter().toJson(),
        Duration.ZERO,
        burial.letter().error(),
        events);
  }
}
