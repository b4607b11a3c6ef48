package dev.tgfetcher.limit;

import java.time.Duration;

/** What one account may ask of Telegram, by class of method; it never waits itself. */
public interface RateLimiter {

  /** Asks for a permit, or after a wait for the one that was reserved. */
  PermitDecision ask(PermitRequest ask);

  /** Gives back a permit that was reserved or granted and not used. */
  void giveBack(PermitRequest ask);

  /**
   * Telegram has refused a request and wants to be left alone for so long: a hold, which is never
   * shortened. A new one cuts the rate in half.
   *
   * @return whether it is a new one
   */
  boolean flood(MethodClass method, Duration wait);

  /** The probe was answered: the others may follow. */
  void passed(MethodClass method);

  /**
   * Waits for the probe lock of a class: whoever has it tries first after a hold.
   *
   * @return whether it is the caller's, who has to end it
   */
  boolean tryProbe(MethodClass method, Duration patience) throws InterruptedException;

  void endProbe(MethodClass method);
}
