package dev.tgfetcher.cli.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registry at a moment.
 *
 * @param deadLetters how many of each error type, of the {@code deadLettersCounted} newest
 * @param lastSuccess of each chat that the event stream still knows of, the latest first
 */
public record FleetStatus(
    Instant at,
    List<Place> queue,
    List<Worker> workers,
    List<Hold> holds,
    Map<String, Long> deadLetters,
    long deadLettersCounted,
    List<Success> lastSuccess) {

  /**
   * Where commands can be.
   *
   * @param oldestAgeSeconds of the first in line; null when there is none, or it does not say
   */
  public record Place(String place, long commands, @Nullable Long oldestAgeSeconds) {}

  /**
   * A worker that lives.
   *
   * @param session names of the sessions that it has, {@code account} ids of their accounts
   * @param details all else that its heartbeat tells
   */
  public record Worker(
      String workerId,
      String session,
      String account,
      List<Work> current,
      Map<String, String> details) {}

  /**
   * A command that a worker has in hand.
   *
   * @param day that is read; null before the first one
   * @param messages read by now
   * @param since when the attempt began
   */
  public record Work(
      String commandId, String chat, @Nullable String day, long messages, Instant since) {}

  /** A flood wait that an account sits out. */
  public record Hold(String account, String method, double secondsLeft) {}

  /** The last day of a chat that was written, and when. */
  public record Success(String chat, String date, Instant at) {}
}
