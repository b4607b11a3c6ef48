package dev.tgfetcher.chaos;

import java.util.Set;

/**
 * One scheduled fault of a chaos run.
 *
 * @param atMillis the time since the start of the run
 * @param target the index of the worker, for a fault of a worker
 * @param millis the duration of the fault; 0 for a single event
 */
record Fault(long atMillis, Kind kind, int target, long millis) {

  enum Kind {
    /** SIGKILL to a worker, which is replaced. */
    KILL(0, 0),
    /** SIGTERM to a worker, which is replaced. */
    TERM(0, 0),
    /** SIGSTOP to a worker until long after its lease has expired, then SIGCONT. */
    PAUSE(35_000, 40_000),
    /** An interrupt to a worker's consumer thread. */
    INTERRUPT(0, 0),
    /** The clock of a worker steps by up to five minutes, and back later. */
    WORKER_CLOCK(10_000, 30_000),
    /** SIGKILL to Redis, and a restart from its append-only file. */
    REDIS_KILL(500, 6_000),
    /** SIGKILL to Redis, and a restart after all heartbeats and locks have expired. */
    REDIS_AWAY(30_000, 35_000),
    /** SIGSTOP to Redis until long after leases have expired, then SIGCONT. */
    REDIS_PAUSE(25_000, 30_000),
    /** SIGKILL to Redis, which loses the last second of its file. */
    REDIS_POWER_CUT(500, 3_000),
    /** The wall clock of Redis steps by up to a minute, and back later. */
    REDIS_CLOCK(8_000, 15_000),
    /** Everything between workers and Redis takes 200 ms longer in either direction. */
    REDIS_SLOW(4_000, 8_000),
    /** DEBUG SLEEP: Redis does not respond for a while. */
    REDIS_STALL(1_000, 5_000),
    /** All connections between workers and Redis break, and new ones fail for a while. */
    REDIS_CUT(1_000, 6_000),
    /** Connections between workers and Redis break once. */
    REDIS_DROP(0, 0),
    /** Connections between workers and Telegram break once. */
    TELEGRAM_DROP(0, 0),
    /** The next requests to Telegram fail. */
    TELEGRAM_ERROR(0, 0),
    /** The next requests to Telegram fail with a flood wait. */
    TELEGRAM_FLOOD(0, 0),
    /** The disk of the data directory is full for a while. */
    DISK_FULL(3_000, 8_000),
    /** A worker dies with an outbox, whose first file is damaged. */
    OUTBOX_DAMAGE(0, 12_000);

    final long shortest;
    final long longest;
    final boolean targetsWorker;

    Kind(long shortest, long longest) {
      targetsWorker = Set.of("KILL", "TERM", "PAUSE", "INTERRUPT", "WORKER_CLOCK").contains(name());
      this.shortest = shortest;
      this.longest = longest;
    }
  }

  @Override
  public String toString() {
    return "%6.1f s  %s%s%s"
        .formatted(
            atMillis / 1000.0,
            kind,
            kind.targetsWorker ? " worker " + target : "",
            millis > 0 ? " for %.1f s".formatted(millis / 1000.0) : "");
  }
}
