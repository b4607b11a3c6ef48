package dev.tgfetcher.chaos;

import java.util.Set;

/**
 * One thing that goes wrong.
 *
 * @param atMillis since the chaos began
 * @param victim picks a worker, where there is one
 * @param millis how long it lasts, where it does
 */
record Fault(long atMillis, Kind kind, int victim, long millis) {

  enum Kind {
    /** SIGKILL to a worker, which is replaced. */
    KILL(0, 0),
    /** SIGTERM to a worker, which is replaced. */
    TERM(0, 0),
    /** SIGSTOP to a worker until long after its lease is lost, then SIGCONT. */
    PAUSE(35_000, 40_000),
    /** An interrupt to a worker's consumer thread. */
    INTERRUPT(0, 0),
    /** SIGKILL to Redis, which is started again on its append-only file. */
    REDIS_KILL(500, 6_000),
    /** The same, and Redis stays away for longer than a heartbeat or a lock lives. */
    REDIS_AWAY(30_000, 35_000),
    /** DEBUG SLEEP. */
    REDIS_STALL(1_000, 5_000),
    /** No connection between workers and Redis. */
    REDIS_CUT(1_000, 6_000),
    /** Connections between workers and Redis break once. */
    REDIS_DROP(0, 0),
    /** Connections between workers and Telegram break once. */
    TELEGRAM_DROP(0, 0),
    /** Telegram answers the next requests with an error. */
    TELEGRAM_ERROR(0, 0),
    /** Telegram answers the next requests with a flood wait. */
    TELEGRAM_FLOOD(0, 0);

    final long shortest;
    final long longest;
    final boolean hitsWorker;

    Kind(long shortest, long longest) {
      hitsWorker = Set.of("KILL", "TERM", "PAUSE", "INTERRUPT").contains(name());
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
            kind.hitsWorker ? " worker " + victim : "",
            millis > 0 ? " for %.1f s".formatted(millis / 1000.0) : "");
  }
}
