package dev.tgfetcher.upkeep;

import dev.tgfetcher.limit.RateLimitState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells how the budgets of this worker's accounts stand. Each worker tells of its own: sessions of
 * one account tell the same, and what nobody has a session for holds nobody up.
 */
public final class RateLimitWatch implements Role {
  /** A rate that changes is to hold within five seconds. */
  public static final Duration INTERVAL = Duration.ofSeconds(4);

  private final Supplier<List<RateLimitState>> budgets;
  private final Consumer<List<RateLimitState>> told;

  /**
   * Looks at nothing yet.
   *
   * @param told how they stand in each round; of none while Redis is away
   */
  public RateLimitWatch(
      Supplier<List<RateLimitState>> budgets, Consumer<List<RateLimitState>> told) {
    this.budgets = budgets;
    this.told = told;
  }

  @Override
  public String name() {
    return "budget-watch";
  }

  @Override
  public void runOnce() {
    List<RateLimitState> states = List.of();
    try {
      states = budgets.get();
    } finally {
      told.accept(states);
    }
  }
}
