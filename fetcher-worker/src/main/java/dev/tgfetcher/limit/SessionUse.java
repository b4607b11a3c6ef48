package dev.tgfetcher.limit;

import dev.tgfetcher.fetch.MethodClass;
import java.util.EnumMap;
import java.util.Map;

/** What a session has sent, beside what it has permits for. */
final class SessionUse {
  /** More at once would only be what TDLib asks when it starts, or after an outage. */
  private static final int MOST_OWED = 5;

  private final WireTally tally;
  private final Map<MethodClass, Long> paid = new EnumMap<>(MethodClass.class);

  SessionUse(WireTally tally) {
    this.tally = tally;
    for (MethodClass method : MethodClass.values()) {
      paid.put(method, tally.sent(method));
    }
  }

  /** Requests that went out without a permit; -1 when a permit was not used. */
  int owed(MethodClass method) {
    if (isBlind()) {
      return 0;
    }
    long owed = tally.sent(method) - paid.getOrDefault(method, 0L);
    return (int) Math.max(-1, Math.min(MOST_OWED, owed));
  }

  /** Everything is paid for, and so many requests to come. */
  void paid(MethodClass method, int requests) {
    paid.put(method, tally.sent(method) + requests);
  }

  long sent(MethodClass method) {
    return tally.sent(method);
  }

  long floods() {
    return tally.floods();
  }

  /** Whether the session does not show what it sends. */
  boolean isBlind() {
    return tally.events() == 0;
  }
}
