package dev.tgfetcher.emulator.fault;

import java.util.concurrent.atomic.AtomicInteger;

/** An answer that the next few requests of a method get. */
final class ScriptedAnswer {
  private final String method;
  private final AtomicInteger left;
  private final Verdict verdict;

  ScriptedAnswer(String method, int times, Verdict verdict) {
    this.method = method;
    this.left = new AtomicInteger(times);
    this.verdict = verdict;
  }

  boolean takesOne(String asked) {
    return method.equals(asked) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  Verdict verdict() {
    return verdict;
  }
}
