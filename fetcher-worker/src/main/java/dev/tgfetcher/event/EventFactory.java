package dev.tgfetcher.event;

import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.event.CommandDeadLettered;
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
 * Makes this worker's events. The same event made again in one run of a command has the same id;
 * the same payload pushed or replayed later is another run, whose events nobody is to take for
 * repeated ones. A run is named by when a worker first took the command, as Redis keeps it over
 * retries and deaths.
 */
public final class EventFactory {
  private final String service;
  private final String workerId;
  private final InstantSource clock;
  private final TraceSource trace;

  public EventFactory(String service, String workerId, InstantSource clock) {
    this(service, workerId, clock, TraceSource.NONE);
  }

  /**
   * Names the sender.
   *
   * @param trace that events belong to; outside of any it is the one that the command brings
   */
  public EventFactory(String service, String workerId, InstantSource clock, TraceSource trace) {
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
    return new FetchSkipped(
        envelope(command, run, FetchSkipped.NAME, date.toString()),
        command.chat().folder(),
        date,
        reason);
  }

  /** A run that reads a day twice may find another content; it is the same event all the same. */
  public MessagesFetched fetched(FetchCommand command, Instant run, DaySummary day, Duration took) {
    return new MessagesFetched(
        envelope(command, run, MessagesFetched.NAME, day.date().toString()),
        command.chat().folder(),
        day.date(),
        day.messageCount(),
        day.path().toString(),
        seconds(took),
        day.checksumSha256(),
        day.firstMessageTs().orElse(null),
        day.lastMessageTs().orElse(null),
        day.revision(),
        day.complete());
  }

  /**
   * Makes the event of a failed attempt.
   *
   * @param next null when there will be no further attempt
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
   * Makes the event of a command that was given up.
   *
   * @param traceOfCommand null when the command brought none
   * @param chat null when the command named none
   * @param run null when no worker has looked at the payload
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
        envelope(commandId, correlationId, traceOfCommand, CommandDeadLettered.NAME, named(run)),
        chat,
        failure.message(),
        failure.type(),
        retryCount);
  }

  /** What tells a command's events of one name apart, besides the chat and the run. */
  private EventEnvelope envelope(FetchCommand command, Instant run, String event, String... parts) {
    String[] all =
        Stream.concat(Stream.of(command.chat().folder(), named(run)), Stream.of(parts))
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

  private static String named(@Nullable Instant run) {
    return run == null ? "" : String.valueOf(run.toEpochMilli());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
