package dev.tgfetcher.queue;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.log.ListenerNotifier;
import dev.tgfetcher.schema.json.WireName;
import java.time.Duration;
import java.util.List;

/**
 * Gets the events in the life of commands. The thread that works on the command calls it, so an
 * implementation returns at once and throws nothing.
 */
public interface CommandListener {
  /** Ignores every event. */
  CommandListener NONE = new CommandListener() {};

  /** How a lease ended. */
  enum Outcome {
    DONE,
    RETRY,
    DEFERRED,
    DEAD_LETTER,
    REQUEUED,
    CANCELLED,
    LEASE_LOST;

    /** The word in metrics and traces. */
    public String wireName() {
      return WireName.of(this);
    }

    /** The outcome of a failed attempt, unless its lease was lost. */
    public static Outcome of(Verdict verdict) {
      return switch (verdict.kind()) {
        case RETRY -> RETRY;
        case DEFER -> DEFERRED;
        case GIVE_UP -> DEAD_LETTER;
        case STOP_WORKER, REQUEUE -> REQUEUED;
      };
    }
  }

  /** Why a command, or a write under its lease, had to be recovered. */
  enum Recovery {
    /** The worker that owned the lease died. */
    DEAD_WORKER,
    /** The command was in a living worker's list, and no thread worked on it. */
    STRANDED,
    /** Redis was away, and the write waited in an outbox. */
    OUTBOX;

    /** The word in metrics. */
    public String wireName() {
      return WireName.of(this);
    }
  }

  /** An attempt begins. */
  default void taken(Lease lease) {}

  /** A payload is no valid command. */
  default void malformed() {}

  /** An attempt failed. */
  default void failed(Lease lease, Failure failure, Verdict verdict) {}

  /** A lease ended. */
  default void settled(Lease lease, Outcome outcome) {}

  /** A lease could not be ended, so the command will be recovered. */
  default void abandoned(Lease lease) {}

  /** A command or a write was recovered. */
  default void recovered(Recovery reason) {}

  /**
   * Redis has an event.
   *
   * @param event its JSON
   * @param took the time until Redis had it
   */
  default void published(String event, Duration took) {}

  /** Passes each event to every listener; an exception of one is logged and skips no other. */
  static CommandListener all(List<CommandListener> listeners) {
    return new CommandListener() {
      @Override
      public void taken(Lease lease) {
        ListenerNotifier.notifyEach(listeners, listener -> listener.taken(lease));
      }

      @Override
      public void malformed() {
        ListenerNotifier.notifyEach(listeners, CommandListener::malformed);
      }

      @Override
      public void failed(Lease lease, Failure failure, Verdict verdict) {
        ListenerNotifier.notifyEach(
            listeners, listener -> listener.failed(lease, failure, verdict));
      }

      @Override
      public void settled(Lease lease, Outcome outcome) {
        ListenerNotifier.notifyEach(listeners, listener -> listener.settled(lease, outcome));
      }

      @Override
      public void abandoned(Lease lease) {
        ListenerNotifier.notifyEach(listeners, listener -> listener.abandoned(lease));
      }

      @Override
      public void recovered(Recovery reason) {
        ListenerNotifier.notifyEach(listeners, listener -> listener.recovered(reason));
      }

      @Override
      public void published(String event, Duration took) {
        ListenerNotifier.notifyEach(listeners, listener -> listener.published(event, took));
      }
    };
  }
}
