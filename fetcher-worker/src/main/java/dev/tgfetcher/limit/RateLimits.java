package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The configured rates of an account.
 *
 * @param recovery in which a rate grows from zero to the full one after a hold
 */
public record RateLimits(Map<MethodClass, Rate> perClass, Duration recovery) {
  public RateLimits {
    perClass = Map.copyOf(perClass);
    for (MethodClass method : MethodClass.limited()) {
      if (!perClass.containsKey(method)) {
        throw new IllegalArgumentException("no rate for " + method);
      }
    }
    if (recovery.isZero() || recovery.isNegative()) {
      throw new IllegalArgumentException("the recovery must be longer than 0: " + recovery);
    }
  }

  /**
   * Returns the rate of a class.
   *
   * @throws IllegalArgumentException if the class has no rate limit
   */
  public Rate of(MethodClass method) {
    Rate rate = perClass.get(method);
    if (rate == null) {
      throw new IllegalArgumentException(method + " has no rate limit");
    }
    return rate;
  }

  /** Creates limits with one rate for every class. */
  public static RateLimits all(Rate rate, Duration recovery) {
    Map<MethodClass, Rate> rates = new EnumMap<>(MethodClass.class);
    for (MethodClass method : MethodClass.values()) {
      rates.put(method, rate);
    }
    return new RateLimits(rates, recovery);
  }
}
