package dev.tgfetcher.limit;

import java.time.Duration;

/** Receives the waits of requests, on the thread that sends them: a listener must not block. */
public interface RateLimitListener {
  RateLimitListener NONE = new RateLimitListener() {};

  /** A request is on its way to Telegram. One of TDLib's threads reports it. */
  default void sent(MethodClass method) {}

  /** A request has received its permit after this wait, which may be zero. */
  default void waited(MethodClass method, Duration wait) {}

  /**
   * A request did not receive its permit, because this wait is too long: its command is deferred.
   */
  default void deferred(MethodClass method, Duration wait) {}

  /** Telegram has refused a request and asks for this flood wait. */
  default void flooded(MethodClass method, Duration wait) {}

  /** Returns a listener that notifies one listener and then another. */
  static RateLimitListener both(RateLimitListener one, RateLimitListener other) {
    return new RateLimitListener() {
      @Override
      public void sent(MethodClass method) {
        one.sent(method);
        other.sent(method);
      }

      @Override
      public void waited(MethodClass method, Duration wait) {
        one.waited(method, wait);
        other.waited(method, wait);
      }

      @Override
      public void deferred(MethodClass method, Duration wait) {
        one.deferred(method, wait);
        other.deferred(method, wait);
      }

      @Override
      public void flooded(MethodClass method, Duration wait) {
        one.flooded(method, wait);
        other.flooded(method, wait);
      }
    };
  }
}
