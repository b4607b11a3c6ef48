package dev.tgfetcher.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request for a permit.
 *
 * @param id identifies the permit when it is requested again
 * @param owed further permits to take: for requests that TDLib sent without a permit, and for the
 *     further ones that it makes of this request; -1 if an earlier permit was not used
 * @param maxHold longest hold that the request waits for
 * @param maxWait longest wait for a permit without a hold
 * @param probing whether the caller owns the probe lock
 * @param nextId id of the next request, for which a permit is reserved when this one is granted;
 *     null for none
 * @param reservedAhead whether the permit was reserved by the request before, which did not know
 *     what is owed
 * @param keepsPlace whether the request keeps its place in line when the wait for the permit is
 *     longer than {@code maxWait}: its command repeats it later
 */
public record PermitRequest(
    MethodClass method,
    String id,
    int owed,
    Duration maxHold,
    Duration maxWait,
    boolean probing,
    @Nullable String nextId,
    boolean reservedAhead,
    boolean keepsPlace) {
  public PermitRequest {
    if (owed < -1) {
      throw new IllegalArgumentException("a permit request owes -1 or more, not " + owed);
    }
  }

  /** Returns the request with its limits of waiting reduced by the time that has passed. */
  PermitRequest after(Duration passed) {
    return new PermitRequest(
        method,
        id,
        owed,
        less(maxHold, passed),
        less(maxWait, passed),
        probing,
        nextId,
        false,
        keepsPlace);
  }

  private static Duration less(Duration duration, Duration passed) {
    Duration left = duration.minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Returns the request with a permit to reserve for the next one. */
  PermitRequest reserving(String id) {
    return new PermitRequest(
        method, this.id, owed, maxHold, maxWait, probing, id, reservedAhead, keepsPlace);
  }

  /** Returns the next request, for which a permit was reserved under this id. */
  PermitRequest forNext(String id) {
    return new PermitRequest(method, id, 0, maxHold, maxWait, false, null, true, keepsPlace);
  }

  /** Returns the request of the probe lock's owner; it reserves nothing for the next one. */
  PermitRequest asProbe() {
    return new PermitRequest(method, id, owed, maxHold, maxWait, true, null, false, keepsPlace);
  }
}
