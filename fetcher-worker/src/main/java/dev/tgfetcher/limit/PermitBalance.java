package dev.tgfetcher.limit;

import java.util.EnumMap;
import java.util.Map;

/** Compares the requests that a session has sent with the permits that it has used. */
final class PermitBalance {
  /** TDLib sends more without a permit only at its start and after an outage. */
  private static final int MAX_OWED = 5;

  private final WireRequestCounter counter;
  private final Map<MethodClass, Long> permitted = new EnumMap<>(MethodClass.class);

  PermitBalance(WireRequestCounter counter) {
    this.counter = counter;
    for (MethodClass method : MethodClass.values()) {
      permitted.put(method, counter.sent(method));
    }
  }

  /** Returns the number of requests of a class that were sent. */
  long sent(MethodClass method) {
    return counter.sent(method);
  }

  /**
   * Returns the number of requests that were sent without a permit; -1 if a permit was not used.
   *
   * @param sent number of requests that were sent
   */
  int owed(MethodClass method, long sent) {
    if (isBlind()) {
      return 0;
    }
    long owed = sent - permitted.getOrDefault(method, 0L);
    return (int) Math.max(-1, Math.min(MAX_OWED, owed));
  }

  /**
   * Records permits for the requests that were owed, and for further ones to come.
   *
   * @param sent number of requests when the permit was requested; those sent since are still owed
   * @param requests to come
   */
  void permit(MethodClass method, long sent, int requests) {
    permitted.put(method, sent + requests);
  }

  /** Returns the number of flood waits that were observed. */
  long floods() {
    return counter.floods();
  }

  /** Whether the session does not report its requests. */
  boolean isBlind() {
    return counter.events() == 0;
  }
}
