package dev.tgfetcher.limit;

import java.util.EnumMap;
import java.util.Map;

/** What a session has sent, beside what it has permits for. */
final class SessionUsage {
  /** More at once would only be what TDLib asks when it starts, or after an outage. */
  private static final int MOST_OWED = 5;

  private final WireRequestCounter tally;
  private final Map<MethodClass, Long> paid = new EnumMap<>(MethodClass.class);

  SessionUsage(WireRequestCounter tally) {
    this.tally = tally;
    for (MethodClass method : MethodClass.values()) {
      paid.put(method, tally.sent(method));
    }
  }

  /** Requests of a class that went out until now. */
  long sent(MethodClass method) {
    return tally.sent(method);
  }

  /**
   * Requests that went out without a permit; -1 when a permit was not used.
   *
   * @param sent until now
   */
  int owed(MethodClass method, long sent) {
    if (isBlind()) {
      return 0;
    }
    long owed = sent - paid.getOrDefault(method, 0L);
    return (int) Math.max(-1, Math.min(MOST_OWED, owed));
  }

  /**
   * What was owed is paid for, and so many requests to come.
   *
   * @param sent when that was counted: what has gone out since, while the permit was waited for, is
   *     not paid for yet
   */
  void paid(MethodClass method, long sent, int requests) {
    paid.put(method, sent + requests);
  }

  long floods() {
    return tally.floods();
  }

  /** Whether the session does not show what it sends. */
  boolean isBlind() {
    return tally.events() == 0;
  }
}
