package dev.tgfetcher.queue;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the dead letters of commands that are given up. */
public final class DeadLetterFactory {
  private static final AttemptHistory NONE = new AttemptHistory(0, 0, null, List.of());

  /** How a dead worker came to interrupt a command. */
  static final String DIED = "died with it in hand";

  /** So much is kept of a payload that no worker could obey anyway. */
  static final int MOST_KEPT = 1024 * 1024;

  private final EventFactory events;
  private final String workerId;
  private final InstantSource clock;

  public DeadLetterFactory(EventFactory events, String workerId, InstantSource clock) {
    this.events = events;
    this.workerId = workerId;
    this.clock = clock;
  }

  /** A payload that no worker can obey. */
  public DeadLettering malformed(Payload payload, ParsedCommand.Invalid invalid, Instant run) {
    String cut = payload.size() > MOST_KEPT ? "; of %d bytes the first MiB is kept" : "";
    Failure failure =
        new Failure(ErrorType.INVALID_COMMAND, invalid.message() + cut.formatted(payload.size()));
    return burial(payload, invalid, invalid.chat(), failure, NONE, run, workerId);
  }

  /** A command whose last attempt failed. */
  public DeadLettering failed(Lease lease, Failure failure) {
    return burial(
        lease.payload(),
        new ParsedCommand.Valid(lease.command()),
        lease.command().chat().folder(),
        failure,
        new AttemptHistory(
            lease.failedAttempts(), lease.interruptions(), lease.firstSeen(), lease.history()),
        lease.run(),
        workerId);
  }

  /**
   * A command on which workers died.
   *
   * @param before what happened to it before the last one died
   */
  public DeadLettering interrupted(Payload payload, String lastWorker, AttemptHistory before) {
    return interrupted(payload, lastWorker, DIED, before);
  }

  /**
   * A command that was interrupted too often.
   *
   * @param how the last worker came to interrupt it
   * @param before what happened to it before that
   */
  public DeadLettering interrupted(
      Payload payload, String lastWorker, String how, AttemptHistory before) {
    int interruptions = before.interruptions() + 1;
    ParsedCommand parsed = CommandParser.parse(payload.bytes());
    Failure failure =
        new Failure(
            ErrorType.INTERRUPTED,
            "interrupted %d times; the last time, worker %s %s"
                .formatted(interruptions, lastWorker, how));
    AttemptHistory runs =
        new AttemptHistory(
            before.failedAttempts(),
            interruptions,
            firstSeen(parsed, before.firstSeen()),
            before.history());
    return burial(payload, parsed, chat(parsed), failure, runs, before.firstSeen(), lastWorker);
  }

  private static @Nullable Instant firstSeen(ParsedCommand parsed, @Nullable Instant here) {
    return here != null && parsed instanceof ParsedCommand.Valid valid
        ? valid.command().firstSeen(here)
        : here;
  }

  private static @Nullable String trace(ParsedCommand parsed) {
    return parsed instanceof ParsedCommand.Valid valid ? valid.command().traceparent() : null;
  }

  private static @Nullable String chat(ParsedCommand parsed) {
    return parsed instanceof ParsedCommand.Valid valid
        ? valid.command().chat().folder()
        : ((ParsedCommand.Invalid) parsed).chat();
  }

  private DeadLettering burial(
      Payload payload,
      ParsedCommand parsed,
      @Nullable String chat,
      Failure failure,
      AttemptHistory runs,
      @Nullable Instant run,
      String worker) {
    return new DeadLettering(
        DeadLetter.of(
            payload.start(MOST_KEPT),
            clock.instant(),
            failure.message(),
            failure.type(),
            runs.failedAttempts(),
            runs.interruptions(),
            worker,
            parsed.commandId(),
            parsed.correlationId(),
            runs.firstSeen(),
            runs.history()),
        events.deadLettered(
            parsed.commandId(),
            parsed.correlationId(),
            trace(parsed),
            chat,
            run,
            failure,
            runs.failedAttempts()));
  }
}
