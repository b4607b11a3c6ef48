package dev.tgfetcher.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for a permit.
 *
 * @param id of the request; asked again with it, a budget answers for the same permit
 * @param owed requests that go out beside this one: those that TDLib has sent unpaid before, and
 *     those that it will make of this one; -1 when it did not send one that was paid
 * @param longest hold that the asker can bear
 * @param patience with which it waits for its turn where nothing is held
 * @param probing whether the asker has the probe lock
 * @param next id of the request that comes next, for which a permit is reserved when this one is
 *     granted; null for none
 * @param ahead whether the permit was reserved so, before it was known what is owed
 */
public record PermitRequest(
    MethodClass method,
    String id,
    int owed,
    Duration longest,
    Duration patience,
    boolean probing,
    @Nullable String next,
    boolean ahead) {
  /** Of somebody who reserves nothing for the next request. */
  public PermitRequest(
      MethodClass method,
      String id,
      int owed,
      Duration longest,
      Duration patience,
      boolean probing) {
    this(method, id, owed, longest, patience, probing, null, false);
  }

  /** Of somebody who waits as long for its turn as for the end of a hold. */
  public PermitRequest(MethodClass method, String id, int owed, Duration longest, boolean probing) {
    this(method, id, owed, longest, longest, probing);
  }

  public PermitRequest {
    if (owed < -1) {
      throw new IllegalArgumentException("asks for " + owed + " owed");
    }
  }

  /** The same after some time has passed. */
  PermitRequest after(Duration passed) {
    return new PermitRequest(
        method, id, owed, less(longest, passed), less(patience, passed), probing, next, false);
  }

  private static Duration less(Duration duration, Duration passed) {
    Duration left = duration.minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The same that reserves a permit for the next request. */
  PermitRequest reserving(String nextId) {
    return new PermitRequest(method, id, owed, longest, patience, probing, nextId, ahead);
  }

  PermitRequest asProbe() {
    return new PermitRequest(method, id, owed, longest, patience, true);
  }
}
