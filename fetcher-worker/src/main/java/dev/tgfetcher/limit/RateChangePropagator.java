package dev.tgfetcher.limit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Applies a changed rate to the requests that already wait. It receives the states of the rate
 * limits at intervals:
 *
 * <ol>
 *   <li>after a change of the configuration it reschedules the waiting permits in Redis; {@code
 *       limits set} does so itself;
 *   <li>after any change, and after an outage of Redis, it wakes the threads that wait in this
 *       process.
 * </ol>
 */
public final class RateChangePropagator implements Consumer<List<RateLimitState>> {
  /** The second wake-up reaches threads that had their decision but did not sleep at the first. */
  private static final int WAKE_UPS = 2;

  private final RateLimitAdmin admin;
  private final Runnable wakeAll;
  private final Map<String, Rate> known = new HashMap<>();
  private boolean away;
  private int wakeUpsDue;

  /**
   * Creates a propagator that takes the first rates it sees as unchanged.
   *
   * @param wakeAll makes every waiting thread request its permit again
   */
  public RateChangePropagator(RateLimitAdmin admin, Runnable wakeAll) {
    this.admin = admin;
    this.wakeAll = wakeAll;
  }

  /**
   * Compares the rates with the last ones.
   *
   * @param states empty while Redis is away
   */
  @Override
  public void accept(List<RateLimitState> states) {
    if (away && !states.isEmpty()) {
      wakeUpsDue = WAKE_UPS;
    }
    away = states.isEmpty();
    states.forEach(this::compare);
    if (wakeUpsDue > 0 && !away) {
      wakeUpsDue--;
      wakeAll.run();
    }
  }

  private void compare(RateLimitState state) {
    String limit = state.account() + ":" + state.method();
    Rate before = known.getOrDefault(limit, state.rate());
    if (!before.equals(state.rate())) {
      if (state.setBy() == RateSource.CONFIGURATION) {
        admin.rescheduleWaiting(state);
      }
      wakeUpsDue = WAKE_UPS;
    }
    known.put(limit, state.rate());
  }
}
