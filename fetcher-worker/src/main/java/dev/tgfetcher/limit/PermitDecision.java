package dev.tgfetcher.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a budget says to somebody who asks for permits. */
public sealed interface PermitDecision {
  /**
   * The request may be sent.
   *
   * @param probe whether it is the one that is tried first after a hold
   * @param next how far away the permit is that was reserved for the next request; null if none was
   */
  record Granted(boolean probe, @Nullable Duration next) implements PermitDecision {
    /** Nothing is reserved. */
    public Granted(boolean probe) {
      this(probe, null);
    }
  }

  /** The permits are reserved; ask again after the wait, when there may be a hold in the way. */
  record Wait(Duration time) implements PermitDecision {}

  /** A hold has just ended: whoever has the probe lock tries first, and nothing is reserved. */
  record HoldOver() implements PermitDecision {}

  /**
   * The wait would be longer than the asker can bear, so nothing is reserved.
   *
   * @param held whether a flood is the reason
   */
  record TooLong(Duration time, boolean held) implements PermitDecision {}
}
