package dev.tgfetcher.queue;

import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns commands that are given up into dead letters, each with its events. */
public final class DeadLetterFactory {
  private static final AttemptHistory NO_ATTEMPTS = new AttemptHistory(0, 0, null, List.of());

  /** The predicate of a dead worker in the error of an interruption. */
  static final String DIED = "died while it ran the command";

  private final EventFactory events;
  private final String workerId;
  private final InstantSource clock;

  public DeadLetterFactory(EventFactory events, String workerId, InstantSource clock) {
    this.events = events;
    this.workerId = workerId;
    this.clock = clock;
  }

  /** For a payload that is no valid command. */
  public DeadLettering malformed(Payload payload, ParsedCommand.Invalid invalid, Instant run) {
    Failure failure = new Failure(ErrorType.INVALID_COMMAND, invalid.message());
    return deadLettering(payload, invalid, invalid.chat(), failure, NO_ATTEMPTS, run, workerId);
  }

  /** For a command whose last attempt failed. */
  public DeadLettering failed(Lease lease, Failure failure) {
    return deadLettering(
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
   * For a command whose worker died.
   *
   * @param before the attempts before that
   */
  public DeadLettering interrupted(Payload payload, String lastWorker, AttemptHistory before) {
    return interrupted(payload, lastWorker, DIED, before);
  }

  /**
   * For a command that was interrupted too often.
   *
   * @param how the predicate of the last worker in the error, such as "failed at it: ..."
   * @param before the attempts before the last interruption
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
    AttemptHistory attempts =
        new AttemptHistory(
            before.failedAttempts(),
            interruptions,
            firstSeen(parsed, before.firstSeen()),
            before.history());
    return deadLettering(
        payload, parsed, chat(parsed), failure, attempts, before.firstSeen(), lastWorker);
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

  private DeadLettering deadLettering(
      Payload payload,
      ParsedCommand parsed,
      @Nullable String chat,
      Failure failure,
      AttemptHistory attempts,
      @Nullable Instant run,
      String worker) {
    return new DeadLettering(
        DeadLetter.of(
            payload.text(),
            clock.instant(),
            failure.message(),
            failure.type(),
            attempts.failedAttempts(),
            attempts.interruptions(),
            worker,
            parsed.commandId(),
            parsed.correlationId(),
            attempts.firstSeen(),
            attempts.history()),
        events.deadLettered(
            parsed.commandId(),
            parsed.correlationId(),
            trace(parsed),
            chat,
            run,
            failure,
            attempts.failedAttempts()),
        events.completed(parsed, run, CommandOutcome.DEAD_LETTERED));
  }
}
