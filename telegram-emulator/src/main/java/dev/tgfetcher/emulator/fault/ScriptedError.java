package dev.tgfetcher.emulator.fault;

import java.util.concurrent.atomic.AtomicInteger;

/** An error for a few requests of a method, after some that pass. */
final class ScriptedError {
  private final String method;
  private final int passing;
  private final int end;
  private final AtomicInteger requests = new AtomicInteger();
  private final FaultDecision.Refuse decision;

  ScriptedError(String method, int passing, int times, FaultDecision.Refuse decision) {
    this.method = method;
    this.passing = passing;
    this.end = passing + times;
    this.decision = decision;
  }

  /** Counts a request of any method; returns whether it gets the error. */
  boolean consume(String requestedMethod) {
    if (!method.equals(requestedMethod)) {
      return false;
    }
    int before = requests.getAndUpdate(n -> Math.min(end, n + 1));
    return before >= passing && before < end;
  }

  FaultDecision.Refuse decision() {
    return decision;
  }
}
