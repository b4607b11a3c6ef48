package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.redis.RedisKeys;
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
record Disposition(
    String name,
    Function<RedisKeys, String> destination,
    String element,
    Duration delay,
    String error,
    List<Event> events) {

  Disposition {
    events = List.copyOf(events);
  }

  /** Whether nothing is to become of the command any more. */
  boolean isLast() {
    return name.equals("complete") || name.equals("dead_letter");
  }

  static Disposition complete(List<Event> events) {
    return new Disposition("complete", RedisKeys::pending, "", Duration.ZERO, "", events);
  }

  static Disposition retry(Payload payload, Duration delay, String error, Event event) {
    return new Disposition(
        "retry", RedisKeys::delayed, payload.text(), delay, error, List.of(event));
  }

  static Disposition defer(Payload payload, Duration delay, String reason) {
    return new Disposition("defer", RedisKeys::delayed, payload.text(), delay, reason, List.of());
  }

  static Disposition requeue(Payload payload) {
    return new Disposition(
        "requeue", RedisKeys::pending, payload.text(), Duration.ZERO, "", List.of());
  }

  static Disposition buried(DeadLettering burial, List<Event> events) {
    return new Disposition(
        "dead_letter",
        RedisKeys::failed,
        burial.letter().toJson(),
        Duration.ZERO,
        burial.letter().error(),
        events);
  }
}
