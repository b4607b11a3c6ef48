package dev.tgfetcher.upkeep;

import dev.tgfetcher.limit.RateLimitState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reports the rate limits of this worker's accounts. Each worker reports its own accounts: workers
 * with sessions of one account report the same, and an account without a session delays no command.
 */
public final class RateLimitWatch implements Role {
  /** A changed rate must be in force within five seconds. */
  public static final Duration INTERVAL = Duration.ofSeconds(4);

  private final Supplier<List<RateLimitState>> rateLimits;
  private final Consumer<List<RateLimitState>> onStates;

  /**
   * Takes the source and the listener.
   *
   * @param onStates gets the states of each round; an empty list while Redis is away
   */
  public RateLimitWatch(
      Supplier<List<RateLimitState>> rateLimits, Consumer<List<RateLimitState>> onStates) {
    this.rateLimits = rateLimits;
    this.onStates = onStates;
  }

  @Override
  public String name() {
    return "rate-limit-watch";
  }

  @Override
  public void runOnce() {
    List<RateLimitState> states = List.of();
    try {
      states = rateLimits.get();
    } finally {
      onStates.accept(states);
    }
  }
}
