package dev.tgfetcher.failure;

import java.time.Duration;

/** What becomes of a command whose attempt failed. */
public sealed interface Verdict {
  /** The kinds of verdict. A switch expression over them without a default must name each. */
  enum Kind {
    /** The command is due again after the delay; the attempt counts. */
    RETRY,
    /** The command is due again after the delay; the attempt does not count. */
    DEFER,
    /** The command is given up. */
    GIVE_UP,
    /** The command goes back to the queue untouched; this worker's session is of no more use. */
    STOP_WORKER,
    /**
     * The command goes back to the queue untouched: the worker stops, another one has the lease,
     * the account is frozen, its session has no client, or the storage refuses.
     */
    REQUEUE
  }

  Kind kind();

  /** How long the command waits; zero unless the kind has a delay. */
  default Duration delay() {
    return Duration.ZERO;
  }

  record Retry(Duration delay) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.RETRY;
    }
  }

  record Defer(Duration delay) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.DEFER;
    }
  }

  record GiveUp() implements Verdict {
    @Override
    public Kind kind() {
      return Kind.GIVE_UP;
    }
  }

  record StopWorker() implements Verdict {
    @Override
    public Kind kind() {
      return Kind.STOP_WORKER;
    }
  }

  record Requeue() implements Verdict {
    @Override
    public Kind kind() {
      return Kind.REQUEUE;
    }
  }
}
