package dev.tgfetcher.limit;

import java.time.Duration;

/** Permit requests that reserve nothing for the next one. */
public final class PermitRequests {
  private PermitRequests() {}

  /** A request that waits as long for its permit as for the end of a hold. */
  public static PermitRequest request(MethodClass method, String id, int owed, Duration longest) {
    return request(method, id, owed, longest, longest);
  }

  public static PermitRequest request(
      MethodClass method, String id, int owed, Duration maxHold, Duration maxWait) {
    return new PermitRequest(method, id, owed, maxHold, maxWait, false, null, false, false);
  }

  /** A request that a command repeats, if it has to wait for a second or longer. */
  public static PermitRequest repeated(MethodClass method, String id) {
    Duration second = Duration.ofSeconds(1);
    return new PermitRequest(method, id, 0, second, second, false, null, false, true);
  }
}
