package dev.tgfetcher.limit;

/**
 * A line of permits, one interval apart; each request takes the next one. All times are
 * microseconds of a monotonic clock. {@code permit.lua} and {@code hold.lua} do the same in Redis.
 */
final class PermitSchedule {
  /** Holds do not reduce the rate below this share. */
  static final double SMALLEST_SHARE = 1.0 / 64;

  private long interval;
  private long recovery;
  private long window;
  private double next = Double.NEGATIVE_INFINITY;
  private double share = 1;
  private double since;
  private double heldUntil = Double.NEGATIVE_INFINITY;

  /**
   * Creates a schedule with no permits used.
   *
   * @param interval between two permits at the full rate
   * @param recovery in which the rate grows from zero to the full one
   * @param window unused permits of this time can be taken later
   */
  PermitSchedule(long interval, long recovery, long window) {
    changeRate(interval, recovery, window);
  }

  /** Changes the rate of the permits to come; used permits and holds stay. */
  void changeRate(long newInterval, long newRecovery, long newWindow) {
    interval = newInterval;
    recovery = newRecovery;
    window = newWindow;
  }

  /**
   * Takes the next permit.
   *
   * @param owed further permits to take; -1 if an earlier permit was not used
   * @param longest no permit is taken if the wait for it is longer
   * @return the wait for the permit; 0 or negative for none
   */
  long reserve(long now, int owed, long longest) {
    double step = interval / share(now);
    double start = Math.max(next + Math.min(0, owed) * step, now - Math.max(0, window - step));
    double permit = Math.max(start + Math.max(0, owed) * step, heldUntil);
    if (permit - now <= longest) {
      next = permit + step;
    }
    return (long) Math.ceil(permit - now);
  }

  /** Makes the last permit available again. */
  void release(long now) {
    next -= interval / share(now);
  }

  /**
   * Moves the next permit behind a hold. A hold is never shortened; a new one cuts the rate in
   * half.
   *
   * @return whether the hold is new
   */
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

  /** The share of the full rate that is in force, at most 1. */
  double share(long now) {
    return Math.min(1, share + Math.max(0, now - since) / recovery);
  }
}
