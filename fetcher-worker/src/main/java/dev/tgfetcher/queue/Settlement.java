package dev.tgfetcher.queue;

/** What became of an attempt to write something under a lease. */
public enum Settlement {
  /** Written now. */
  DONE,
  /** Written before, by an earlier call of the same lease. */
  DONE_BEFORE,
  /** The lease was lost; nothing was written, and the command is somebody else's. */
  LEASE_LOST,
  /**
   * Redis is away; it is kept on disk and written when Redis is back, if the lease is held then.
   */
  KEPT;

  static Settlement of(long answer) {
    return answer == 1 ? DONE : answer == 2 ? DONE_BEFORE : LEASE_LOST;
  }
}
