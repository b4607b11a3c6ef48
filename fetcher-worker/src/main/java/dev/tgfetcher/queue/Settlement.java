package dev.tgfetcher.queue;

/** The result of a write under a lease. */
public enum Settlement {
  /** Written now. */
  DONE,
  /** Written now, and this command of low priority is to give way: a normal one waits. */
  GIVE_WAY,
  /** Written before, by an earlier call with the same lease. */
  DONE_BEFORE,
  /** The lease was lost: nothing was written, and the command is another worker's now. */
  LEASE_LOST,
  /** Redis is away: the outbox keeps the write until Redis is back, if the lease is owned then. */
  KEPT;

  static Settlement of(long reply) {
    if (reply == 3) {
      return GIVE_WAY;
    }
    return reply == 1 ? DONE : reply == 2 ? DONE_BEFORE : LEASE_LOST;
  }

  /** Whether this call has written. */
  boolean isWrittenNow() {
    return this == DONE || this == GIVE_WAY;
  }
}
