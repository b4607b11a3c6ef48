package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.json.WireName;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a command goes when its lease ends, as {@code settle.lua} takes it.
 *
 * @param element the payload, its dead letter, or the id of a cancelled command; empty when the
 *     command is done
 * @param delay until the command is due again; zero where it does not wait
 * @param error of the attempt; empty where it has none
 * @param events published in the same step
 * @param cancelled the command that an operator cancelled; null for the other kinds
 */
record Disposition(
    Kind kind,
    String element,
    Duration delay,
    String error,
    List<Event> events,
    @Nullable FetchCommand cancelled) {
  /** The ends of a lease. */
  enum Kind {
    COMPLETE,
    RETRY,
    DEFER,
    REQUEUE,
    REQUEUE_LOW,
    CANCELLED,
    DEAD_LETTER;

    /** The word that {@code settle.lua} takes. */
    String wireName() {
      return this == REQUEUE_LOW ? REQUEUE.wireName() : WireName.of(this);
    }

    /** Whether the command ends with its lease. */
    boolean endsCommand() {
      return switch (this) {
        case COMPLETE, CANCELLED, DEAD_LETTER -> true;
        case RETRY, DEFER, REQUEUE, REQUEUE_LOW -> false;
      };
    }
  }

  /** The key to which the element goes; a command that is done does not use it. */
  String destination(RedisKeys keys) {
    return switch (kind) {
      case COMPLETE, REQUEUE -> keys.pending();
      case REQUEUE_LOW -> keys.low();
      case RETRY, DEFER -> keys.delayed();
      case CANCELLED -> {
        FetchCommand command = Objects.requireNonNull(cancelled);
        yield keys.cancelled(command.correlationId(), command.chat().folder());
      }
      case DEAD_LETTER -> keys.failed();
    };
  }

  Disposition {
    events = List.copyOf(events);
  }

  private Disposition(Kind kind, String element, Duration delay, String error, List<Event> events) {
    this(kind, element, delay, error, events, null);
  }

  static Disposition cancelled(FetchCommand command, Event completed) {
    return new Disposition(
        Kind.CANCELLED, command.commandId(), Duration.ZERO, "", List.of(completed), command);
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

  /** Takes the events of the last attempt, which come before those of the letter. */
  static Disposition deadLetter(DeadLettering letter, Event... ofAttempt) {
    List<Event> events = new ArrayList<>(List.of(ofAttempt));
    events.add(letter.event());
    events.add(letter.completed());
    return new Disposition(
        Kind.DEAD_LETTER, letter.letter().toJson(), Duration.ZERO, letter.letter().error(), events);
  }
}
