package dev.tgfetcher.limit;

/**
 * Permits on a line, one interval apart; whoever asks gets the next place. In microseconds of any
 * clock that only goes forward. {@code permit.lua} and {@code hold.lua} do the same in Redis.
 */
final class PermitSchedule {
  /** In which permits that nobody used may be made up for, so that a late request costs nothing. */
  static final long WINDOW_MICROS = 500_000;

  static final double SMALLEST_SHARE = 1.0 / 64;

  private long interval;
  private long recovery;
  private double next = Double.NEGATIVE_INFINITY;
  private double share = 1;
  private double since;
  private double heldUntil = Double.NEGATIVE_INFINITY;

  /**
   * Starts with nothing used.
   *
   * @param interval from one permit to the next at the full rate
   * @param recovery in which the rate grows from nothing to the full one
   */
  PermitSchedule(long interval, long recovery) {
    pace(interval, recovery);
  }

  /** From now on permits lie that far apart; what was used and held stays so. */
  void pace(long newInterval, long newRecovery) {
    interval = newInterval;
    recovery = newRecovery;
  }

  /**
   * Takes the next place.
   *
   * @param owed requests that went out unpaid before; -1 when one that was paid did not
   * @param longest nothing is taken if it is further away
   * @return how far away it is; negative or 0 for now
   */
  long reserve(long now, int owed, long longest) {
    double step = interval / share(now);
    double start =
        Math.max(next + Math.min(0, owed) * step, now - Math.max(0, WINDOW_MICROS - step));
    double moment = Math.max(start + Math.max(0, owed) * step, heldUntil);
    if (moment - now <= longest) {
      next = moment + step;
    }
    return (long) Math.ceil(moment - now);
  }

  /** The next {@code reserve} may have the last place again. */
  void giveBack(long now) {
    next -= interval / share(now);
  }

  /** Leaves a pause, never shortening one; a new pause cuts the rate in half. */
  boolean hold(long now, long wait) {
    boolean isNew = heldUntil <= now;
    if (isNew) {
      share = Math.max(share(now) / 2, SMALLEST_SHARE);
    }
    heldUntil = Math.max(heldUntil, (double) (now + wait));
    since = heldUntil;
    next = Math.max(next, heldUntil);
    return isNew;
  }

  boolean isHeld(long now) {
    return heldUntil > now;
  }

  /** The part of the full rate that holds now. */
  double share(long now) {
    return Math.min(1, share + Math.max(0, now - since) / recovery);
  }
}
