package dev.tgfetcher.limit;

import java.time.Duration;

/** Told of what the limiter does; called by whoever sends, so it must be quick. */
public interface LimitListener {
  LimitListener NONE = new LimitListener() {};

  /** A request has waited so long for its permit; zero when it did not have to. */
  default void waited(MethodClass method, Duration wait) {}

  /** A command is to be deferred, as it would have had to wait so long. */
  default void deferred(MethodClass method, Duration wait) {}

  /** Telegram has refused a request and wants to be left alone for so long. */
  default void flooded(MethodClass method, Duration wait) {}

  /** Tells the one, then the other. */
  static LimitListener both(LimitListener one, LimitListener other) {
    return new LimitListener() {
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
