package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the configuration allows an account.
 *
 * @param recovery in which a budget grows from nothing to its full rate after a flood
 */
public record Rates(Map<MethodClass, Rate> perClass, Duration recovery) {
  public Rates {
    perClass = Map.copyOf(perClass);
    for (MethodClass method : MethodClass.values()) {
      if (method != MethodClass.LOCAL && !perClass.containsKey(method)) {
        throw new IllegalArgumentException("no rate for " + method);
      }
    }
    if (recovery.isZero() || recovery.isNegative()) {
      throw new IllegalArgumentException("the recovery takes some time");
    }
  }

  public Rate of(MethodClass method) {
    Rate rate = perClass.get(method);
    if (rate == null) {
      throw new IllegalArgumentException(method + " has no limit");
    }
    return rate;
  }

  /** The same rate for every class. */
  public static Rates all(Rate rate, Duration recovery) {
    Map<MethodClass, Rate> rates = new EnumMap<>(MethodClass.class);
    for (MethodClass method : MethodClass.values()) {
      rates.put(method, rate);
    }
    return new Rates(rates, recovery);
  }
}
