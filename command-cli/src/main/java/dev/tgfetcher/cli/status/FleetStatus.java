package dev.tgfetcher.cli.status;

import dev.tgfetcher.metrics.RequestTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the fleet at a moment.
 *
 * @param throughput of the last minutes, and the time until the queue is empty at this rate
 * @param requests of the living workers since their start
 * @param deadLetters the number of each error type, among the {@code deadLettersCounted} newest
 * @param waiting requests whose permits are more than a second away
 * @param lastSuccess the last file of each chat in the event stream, the latest first
 */
public record FleetStatus(
    Instant at,
    List<Place> queue,
    List<Paused> paused,
    Throughput throughput,
    List<Worker> workers,
    List<Hold> holds,
    List<Frozen> frozen,
    List<Waiting> waiting,
    RequestTotals requests,
    Map<String, Long> deadLetters,
    long deadLettersCounted,
    List<Success> lastSuccess) {

  /**
   * A place of commands, such as pending.
   *
   * @param oldestAgeSeconds age of the first command; null if there is none, or it has no time
   */
  public record Place(String place, long commands, @Nullable Long oldestAgeSeconds) {}

  /**
   * A pause that an operator began.
   *
   * @param target {@code the fleet}, {@code chat ru_*}, {@code account 123} or {@code worker w1}
   * @param until null if it lasts until it is resumed
   * @param waiting the commands that wait for its end in a place of their own
   */
  public record Paused(
      String target,
      String who,
      @Nullable Instant since,
      @Nullable Instant until,
      String why,
      long waiting) {}

  /**
   * A living worker.
   *
   * @param session the names of its sessions
   * @param account the ids of their accounts
   * @param frozen the sessions in its folder whose accounts are frozen
   * @param requests since its start
   * @param health {@code up}, or why it is not healthy; empty if it is unknown
   * @param http the address of its health pages; empty if it is unknown
   * @param version of the program; empty for an older one
   * @param beatAt the time of its last heartbeat; null if it is unknown
   * @param details the other fields of its heartbeat
   */
  public record Worker(
      String workerId,
      String session,
      String account,
      List<Work> current,
      List<Frozen> frozen,
      RequestTotals requests,
      String health,
      String http,
      String version,
      @Nullable Instant beatAt,
      Map<String, Object> details) {}

  /**
   * The work of the fleet in the last minutes, by its events.
   *
   * @param windowSeconds the length of that time
   * @param commands that ended in it
   * @param messages of the days that were written in it
   * @param etaSeconds the time until all waiting commands have ended at this rate; null when none
   *     waits, or none has ended
   */
  public record Throughput(
      long windowSeconds,
      long commands,
      long messages,
      double commandsPerMinute,
      double messagesPerMinute,
      @Nullable Long etaSeconds) {}

  /**
   * A command that a worker works on.
   *
   * @param day the day that the worker reads; null before the first one
   * @param messages read so far
   * @param since the start of the attempt
   */
  public record Work(
      String commandId, String chat, @Nullable String day, long messages, Instant since) {}

  /**
   * A session of a frozen account.
   *
   * @param since the begin of the freeze; null when unknown
   * @param deletion the time when Telegram deletes the account; null when unknown
   * @param appealLink empty when unknown
   * @param checkAt the time of the next check
   */
  public record Frozen(
      String session,
      @Nullable Instant since,
      @Nullable Instant deletion,
      String appealLink,
      Instant checkAt) {}

  /** A flood wait of an account. */
  public record Hold(String account, String method, double secondsLeft) {}

  /**
   * The requests of an account and class that wait for their permits.
   *
   * @param next time of the first permit
   * @param last time of the last permit
   */
  public record Waiting(String account, String method, int requests, Instant next, Instant last) {}

  /** The last file of a chat: its day, and the time when it was written. */
  public record Success(String chat, String date, Instant at) {}
}
