package dev.tgfetcher.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A rate limiter's decision about a permit request. */
public sealed interface PermitDecision {
  /** The subtypes; a switch expression over them does not compile when one is added. */
  enum Kind {
    GRANTED,
    WAIT,
    HOLD_OVER,
    TOO_LONG
  }

  Kind kind();

  /**
   * The request may be sent.
   *
   * @param probe whether it is the first request after a hold
   * @param next time until the permit that was reserved for the next request; null if none was
   */
  record Granted(boolean probe, @Nullable Duration next) implements PermitDecision {
    /** Creates a grant without a reserved next permit. */
    public Granted(boolean probe) {
      this(probe, null);
    }

    @Override
    public Kind kind() {
      return Kind.GRANTED;
    }
  }

  /** The permit is reserved. The caller waits and reserves again: there may be a hold by then. */
  record Wait(Duration time) implements PermitDecision {
    @Override
    public Kind kind() {
      return Kind.WAIT;
    }
  }

  /** A hold has ended, and the owner of the probe lock sends first. Nothing is reserved. */
  record HoldOver() implements PermitDecision {
    @Override
    public Kind kind() {
      return Kind.HOLD_OVER;
    }
  }

  /**
   * The permit is further away than the request may wait.
   *
   * @param time until the permit
   * @param held whether a hold is the reason
   */
  record TooLong(Duration time, boolean held) implements PermitDecision {
    @Override
    public Kind kind() {
      return Kind.TOO_LONG;
    }
  }
}
