package dev.tgfetcher.limit;

import dev.tgfetcher.fetch.MethodClass;
import java.time.Duration;

/**
 * Somebody asks for a permit.
 *
 * @param id of the request; asked again with it, a budget answers for the same permit
 * @param owed requests that go out beside this one: those that TDLib has sent unpaid before, and
 *     those that it will make of this one; -1 when it did not send one that was paid
 * @param longest wait that the asker can bear
 * @param probing whether the asker has the probe lock
 */
public record Ask(MethodClass method, String id, int owed, Duration longest, boolean probing) {
  public Ask {
    if (owed < -1) {
      throw new IllegalArgumentException("asks for " + owed + " owed");
    }
  }

  Ask bearing(Duration left) {
    return new Ask(method, id, owed, left, probing);
  }

  Ask asProbe() {
    return new Ask(method, id, owed, longest, true);
  }
}
