package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.json.WireName;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.List;

/**
 * Where a command goes when its lease ends, as {@code settle.lua} takes it.
 *
 * @param element the payload or its dead letter; empty when the command is done
 * @param delay until the command is due again; zero where it does not wait
 * @param error of the attempt; empty where it has none
 * @param events published in the same step
 */
record Disposition(Kind kind, String element, Duration delay, String error, List<Event> events) {
  /** The ends of a lease. */
  enum Kind {
    COMPLETE,
    RETRY,
    DEFER,
    REQUEUE,
    REQUEUE_LOW,
    DEAD_LETTER;

    /** The word that {@code settle.lua} takes. */
    String wireName() {
      return this == REQUEUE_LOW ? REQUEUE.wireName() : WireName.of(this);
    }

    /** The key to which the element goes; {@link #COMPLETE} does not use it. */
    String destination(RedisKeys keys) {
      return switch (this) {
        case COMPLETE, REQUEUE -> keys.pending();
        case REQUEUE_LOW -> keys.low();
        case RETRY, DEFER -> keys.delayed();
        case DEAD_LETTER -> keys.failed();
      };
    }

    /** Whether the command ends with its lease. */
    boolean endsCommand() {
      return switch (this) {
        case COMPLETE, DEAD_LETTER -> true;
        case RETRY, DEFER, REQUEUE, REQUEUE_LOW -> false;
      };
    }
  }

  Disposition {
    events = List.copyOf(events);
  }

  static Disposition complete(List<Event> events) {
    return new Disposition(Kind.COMPLETE, "", Duration.ZERO, "", events);
  }

  static Disposition retry(Payload payload, Duration delay, String error, Event event) {
    return new Disposition(Kind.RETRY, payload.text(), delay, error, List.of(event));
  }

  static Disposition defer(Payload payload, Duration delay, String reason) {
    return new Disposition(Kind.DEFER, payload.text(), delay, reason, List.of());
  }

  static Disposition requeue(Payload payload, boolean low) {
    Kind kind = low ? Kind.REQUEUE_LOW : Kind.REQUEUE;
    return new Disposition(kind, payload.text(), Duration.ZERO, "", List.of());
  }

  static Disposition deadLetter(DeadLettering letter, List<Event> events) {
    return new Disposition(
        Kind.DEAD_LETTER, letter.letter().toJson(), Duration.ZERO, letter.letter().error(), events);
  }
}
