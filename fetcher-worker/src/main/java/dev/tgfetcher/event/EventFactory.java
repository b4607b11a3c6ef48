package dev.tgfetcher.event;

import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.BatchCompleted;
import dev.tgfetcher.schema.event.CommandCompleted;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.EventEnvelope;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.FetchStarted;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.json.StableIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates this worker's events. Within one run of a command a repeated event has the same id. The
 * same payload pushed or replayed later is another run, and its events have other ids. A run is
 * named by the time at which a worker first took the command; Redis keeps that time over retries
 * and deaths.
 */
public final class EventFactory {
  private final String service;
  private final String workerId;
  private final InstantSource clock;
  private final TraceSource trace;
  private final FileUrls urls;

  public EventFactory(String service, String workerId, InstantSource clock) {
    this(service, workerId, clock, FileUrls.NONE, TraceSource.NONE);
  }

  /**
   * Takes the sender, the addresses of its files, and its trace.
   *
   * @param urls of the files that the events announce
   * @param trace of the events; outside of a trace they have the one of their command
   */
  public EventFactory(
      String service, String workerId, InstantSource clock, FileUrls urls, TraceSource trace) {
    this.urls = urls;
    this.trace = trace;
    this.service = service;
    this.workerId = workerId;
    this.clock = clock;
  }

  public FetchStarted started(FetchCommand command, Instant run, LocalDate date) {
    return new FetchStarted(
        envelope(command, run, FetchStarted.NAME, date.toString()),
        command.chat().folder(),
        date,
        command.strategy());
  }

  public FetchProgress progress(FetchCommand command, Instant run, LocalDate date, long messages) {
    return new FetchProgress(
        envelope(command, run, FetchProgress.NAME, date.toString(), String.valueOf(messages)),
        command.chat().folder(),
        date,
        messages);
  }

  public FetchSkipped skipped(
      FetchCommand command, Instant run, LocalDate date, SkipReason reason) {
    return skipped(command, run, date, date, reason);
  }

  /** The event of consecutive days that are skipped. */
  public FetchSkipped skipped(
      FetchCommand command, Instant run, LocalDate first, LocalDate last, SkipReason reason) {
    return new FetchSkipped(
        envelope(command, run, FetchSkipped.NAME, last.toString()),
        command.chat().folder(),
        last,
        reason,
        first.equals(last) ? null : first,
        null,
        null,
        null);
  }

  /** The event of a day that a forced command has read again, without a difference. */
  public FetchSkipped unchanged(FetchCommand command, Instant run, DaySummary day) {
    return new FetchSkipped(
        envelope(command, run, FetchSkipped.NAME, day.date().toString()),
        command.chat().folder(),
        day.date(),
        SkipReason.UNCHANGED,
        null,
        day.messageCount(),
        day.revision(),
        day.checksumSha256());
  }

  /**
   * The event of a fetched day; its id does not depend on the content of the day.
   *
   * @param upgradedTo the supergroup that was read for the id of its basic group; null for others
   */
  public MessagesFetched fetched(
      FetchCommand command, Instant run, DaySummary day, Duration took, @Nullable Long upgradedTo) {
    return new MessagesFetched(
        envelope(command, run, MessagesFetched.NAME, day.date().toString()),
        command.chat().folder(),
        day.date(),
        day.messageCount(),
        day.place(),
        urls.of(command.chat().folder(), day.date()).orElse(null),
        seconds(took),
        day.checksumSha256(),
        day.firstMessageTs().orElse(null),
        day.lastMessageTs().orElse(null),
        day.revision(),
        day.complete(),
        upgradedTo);
  }

  /**
   * The event of a failed attempt.
   *
   * @param next the delay until the next attempt; null when there is none
   */
  public FetchFailed failed(
      FetchCommand command,
      Instant run,
      Failure failure,
      int attempt,
      @Nullable Duration next,
      Duration took) {
    return new FetchFailed(
        envelope(command, run, FetchFailed.NAME, String.valueOf(attempt)),
        command.chat().folder(),
        null,
        failure.message(),
        failure.type(),
        attempt,
        next == null ? null : clock.instant().plus(next),
        seconds(took));
  }

  /**
   * The event of a command that was given up.
   *
   * @param traceOfCommand null when the command has none
   * @param chat null when the command names none
   * @param run null when no worker has claimed the payload
   */
  public CommandDeadLettered deadLettered(
      String commandId,
      String correlationId,
      @Nullable String traceOfCommand,
      @Nullable String chat,
      @Nullable Instant run,
      Failure failure,
      int retryCount) {
    return new CommandDeadLettered(
        envelope(commandId, correlationId, traceOfCommand, CommandDeadLettered.NAME, runName(run)),
        chat,
        failure.message(),
        failure.type(),
        retryCount);
  }

  /**
   * The last event of a command, whose numbers Redis fills in.
   *
   * @param run null when no worker has claimed the payload
   */
  public CommandCompleted completed(
      ParsedCommand command, @Nullable Instant run, CommandOutcome outcome) {
    FetchCommand valid = command instanceof ParsedCommand.Valid known ? known.command() : null;
    return CommandCompleted.of(
        envelope(
            command.commandId(),
            command.correlationId(),
            valid == null ? null : valid.traceparent(),
            CommandCompleted.NAME,
            runName(run)),
        valid == null ? ((ParsedCommand.Invalid) command).chat() : valid.chat().folder(),
        outcome,
        batchId(command),
        valid == null ? null : valid.whole().map(FetchCommand.Whole::commandId).orElse(null));
  }

  /** The batch of a command; null when it has none. */
  public static @Nullable String batchId(ParsedCommand command) {
    return command instanceof ParsedCommand.Valid valid
        ? valid.command().batchId()
        : ((ParsedCommand.Invalid) command).batchId();
  }

  /** The event of a batch that begins now, whose numbers Redis fills in at its end. */
  public BatchCompleted batchCompleted(String batchId) {
    String begins = String.valueOf(clock.millis());
    return BatchCompleted.of(
        envelope(batchId, batchId, null, BatchCompleted.NAME, begins), batchId);
  }

  /** Takes the parts of the event id besides the chat and the run. */
  private EventEnvelope envelope(FetchCommand command, Instant run, String event, String... parts) {
    String[] all =
        Stream.concat(Stream.of(command.chat().folder(), runName(run)), Stream.of(parts))
            .toArray(String[]::new);
    return envelope(
        command.commandId(), command.correlationId(), command.traceparent(), event, all);
  }

  private EventEnvelope envelope(
      String commandId,
      String correlationId,
      @Nullable String traceOfCommand,
      String event,
      String... parts) {
    Instant now = clock.instant();
    String traceHere = trace.traceparent();
    return EventEnvelope.of(
            StableIds.of(commandId, event, parts), now, service, correlationId, commandId, workerId)
        .withTraceparent(traceHere == null ? traceOfCommand : traceHere);
  }

  private static String runName(@Nullable Instant run) {
    return run == null ? "" : String.valueOf(run.toEpochMilli());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
