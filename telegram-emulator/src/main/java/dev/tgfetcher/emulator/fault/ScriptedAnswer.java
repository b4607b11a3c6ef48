package dev.tgfetcher.emulator.fault;

import java.util.concurrent.atomic.AtomicInteger;

/** An answer that a few requests of a method get, after some that pass. */
final class ScriptedAnswer {
  private final String method;
  private final int passing;
  private final int end;
  private final AtomicInteger asked = new AtomicInteger();
  private final FaultDecision verdict;

  ScriptedAnswer(String method, int passing, int times, FaultDecision verdict) {
    this.method = method;
    this.passing = passing;
    this.end = passing + times;
    this.verdict = verdict;
  }

  boolean takesOne(String asking) {
    if (!method.equals(asking)) {
      return false;
    }
    int before = asked.getAndUpdate(n -> Math.min(end, n + 1));
    return before >= passing && before < end;
  }

  FaultDecision verdict() {
    return verdict;
  }
}
