package dev.tgfetcher.limit;

import java.time.Duration;

/** The rate limits of one account, one for each method class. It decides and never waits. */
public interface RateLimiter {

  /** Reserves a permit; with the id of a reserved permit, decides again about that permit. */
  PermitDecision reserve(PermitRequest request);

  /** Returns a permit that was reserved or granted and will not be used. */
  void release(PermitRequest request);

  /**
   * Returns a reserved permit if no other one is behind it. Another one would expire unused.
   *
   * @return whether it was returned, or is not reserved any more
   */
  boolean releaseIfLast(PermitRequest request);

  /**
   * Holds a class after a flood wait. A hold is never shortened; a new one cuts the rate in half.
   *
   * @param wait time for which Telegram refuses requests
   * @return whether the hold is new
   */
  boolean hold(MethodClass method, Duration wait);

  /**
   * Returns the number of holds of a class that this process knows. A new hold changes it within
   * milliseconds, without a request to Redis. It is -1 if holds are unknown.
   */
  long holds(MethodClass method);

  /**
   * Ends the probing after a hold: Telegram has answered the probe, so other requests may follow.
   */
  void probeSucceeded(MethodClass method);

  /**
   * Waits for the probe lock of a class. Its owner sends the first request after a hold.
   *
   * @return whether the caller owns the lock and has to unlock it
   */
  boolean lockProbe(MethodClass method, Duration timeout) throws InterruptedException;

  /** Unlocks the probe lock if the calling thread owns it. */
  void unlockProbe(MethodClass method);
}
