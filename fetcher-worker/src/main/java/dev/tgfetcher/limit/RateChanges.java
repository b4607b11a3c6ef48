package dev.tgfetcher.limit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets a rate that has changed hold for those who wait, too. Looks at the budgets from time to
 * time:
 *
 * <ol>
 *   <li>where the configuration has changed, has the turns laid anew, as it is done when an
 *       operator sets a rate;
 *   <li>calls those who wait in this process, also when Redis is back.
 * </ol>
 */
public final class RateChanges implements Consumer<List<RateLimitState>> {
  /** Who had asked and did not sleep yet at the first call hears the second. */
  private static final int CALLS = 2;

  private final RateLimitAdmin book;
  private final Runnable call;
  private final Map<String, Rate> known = new HashMap<>();
  private boolean away;
  private int callsDue;

  /**
   * Knows no rate yet.
   *
   * @param call has everybody who waits ask again
   */
  public RateChanges(RateLimitAdmin book, Runnable call) {
    this.book = book;
    this.call = call;
  }

  /**
   * Looks.
   *
   * @param states empty while Redis is away
   */
  @Override
  public void accept(List<RateLimitState> states) {
    if (away && !states.isEmpty()) {
      callsDue = CALLS;
    }
    away = states.isEmpty();
    states.forEach(this::look);
    if (callsDue > 0 && !away) {
      callsDue--;
      call.run();
    }
  }

  private void look(RateLimitState state) {
    String budget = state.account() + ":" + state.method();
    Rate before = known.getOrDefault(budget, state.rate());
    if (!before.equals(state.rate())) {
      if (state.setBy().equals("configuration")) {
        book.configured(state);
      }
      callsDue = CALLS;
    }
    known.put(budget, state.rate());
  }
}
