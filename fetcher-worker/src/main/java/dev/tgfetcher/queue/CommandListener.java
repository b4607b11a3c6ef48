package dev.tgfetcher.queue;

import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.failure.Verdict;
import dev.tgfetcher.log.ListenerNotifier;
import dev.tgfetcher.schema.json.WireName;
import java.time.Duration;
import java.util.List;

/**
 * Told of what happens to commands, on the thread that does it: an implementation returns at once
 * and throws nothing.
 */
public interface CommandListener {
  /** Listens to nothing. */
  CommandListener NONE = new CommandListener() {};

  /** How a lease ended. */
  enum Outcome {
    DONE,
    RETRY,
    DEFERRED,
    DEAD_LETTER,
    REQUEUED,
    LEASE_LOST;

    /** The word in metrics and traces. */
    public String wireName() {
      return WireName.of(this);
    }

    /** What a verdict leads to, as long as the lease is held. */
    public static Outcome of(Verdict verdict) {
      if (verdict instanceof Verdict.Retry) {
        return RETRY;
      }
      if (verdict instanceof Verdict.Defer) {
        return DEFERRED;
      }
      return verdict instanceof Verdict.GiveUp ? DEAD_LETTER : REQUEUED;
    }
  }

  /** Why a command, or what was to be told of it, had to be brought back. */
  enum Recovery {
    /** The worker that held it died. */
    DEAD_WORKER,
    /** It lay in a living worker's list, and no thread worked on it. */
    STRANDED,
    /** Redis was away; it waited in an outbox. */
    OUTBOX;

    /** The word in metrics. */
    public String wireName() {
      return WireName.of(this);
    }
  }

  /** An attempt begins. */
  default void taken(Lease lease) {}

  /** A payload was no command. */
  default void malformed() {}

  /** An attempt failed. */
  default void failed(Lease lease, Failure failure, Verdict verdict) {}

  /** A lease is over. */
  default void settled(Lease lease, Outcome outcome) {}

  default void recovered(Recovery reason) {}

  /**
   * Redis has an event.
   *
   * @param event its JSON
   * @param took until Redis had it
   */
  default void published(String event, Duration took) {}

  /** Tells each of them, also when one throws all the same. */
  static CommandListener all(List<CommandListener> each) {
    return new CommandListener() {
      @Override
      public void taken(Lease lease) {
        ListenerNotifier.notifyEach(each, one -> one.taken(lease));
      }

      @Override
      public void malformed() {
        ListenerNotifier.notifyEach(each, CommandListener::malformed);
      }

      @Override
      public void failed(Lease lease, Failure failure, Verdict verdict) {
        ListenerNotifier.notifyEach(each, one -> one.failed(lease, failure, verdict));
      }

      @Override
      public void settled(Lease lease, Outcome outcome) {
        ListenerNotifier.notifyEach(each, one -> one.settled(lease, outcome));
      }

      @Override
      public void recovered(Recovery reason) {
        ListenerNotifier.notifyEach(each, one -> one.recovered(reason));
      }

      @Override
      public void published(String event, Duration took) {
        ListenerNotifier.notifyEach(each, one -> one.published(event, took));
      }
    };
  }
}
