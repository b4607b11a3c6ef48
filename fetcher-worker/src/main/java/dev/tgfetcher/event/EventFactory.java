package dev.tgfetcher.event;

import dev.tgfetcher.archive.StoredDay;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.schema.CommandDeadLettered;
import dev.tgfetcher.schema.EventEnvelope;
import dev.tgfetcher.schema.EventIds;
import dev.tgfetcher.schema.FetchCommand;
import dev.tgfetcher.schema.FetchFailed;
import dev.tgfetcher.schema.FetchProgress;
import dev.tgfetcher.schema.FetchSkipped;
import dev.tgfetcher.schema.FetchStarted;
import dev.tgfetcher.schema.MessagesFetched;
import dev.tgfetcher.schema.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes this worker's events; the same event made again has the same id. */
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

  public FetchStarted started(FetchCommand command, LocalDate date) {
    return new FetchStarted(
        envelope(command, FetchStarted.NAME, date.toString()),
        command.chat().folder(),
        date,
        command.strategy());
  }

  public FetchProgress progress(FetchCommand command, LocalDate date, long messages) {
    return new FetchProgress(
        envelope(command, FetchProgress.NAME, date.toString(), String.valueOf(messages)),
        command.chat().folder(),
        date,
        messages);
  }

  public FetchSkipped skipped(FetchCommand command, LocalDate date, SkipReason reason) {
    return new FetchSkipped(
        envelope(command, FetchSkipped.NAME, date.toString()),
        command.chat().folder(),
        date,
        reason);
  }

  /** Another revision of a day is another event: who drops repeated ids must not miss it. */
  public MessagesFetched fetched(FetchCommand command, StoredDay day, Duration took) {
    return new MessagesFetched(
        envelope(
            command, MessagesFetched.NAME, day.date().toString(), String.valueOf(day.revision())),
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
      FetchCommand command, Failure failure, int attempt, @Nullable Duration next, Duration took) {
    return new FetchFailed(
        envelope(command, FetchFailed.NAME, String.valueOf(attempt)),
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
   */
  public CommandDeadLettered deadLettered(
      String commandId,
      String correlationId,
      @Nullable String traceOfCommand,
      @Nullable String chat,
      Failure failure,
      int retryCount) {
    return new CommandDeadLettered(
        envelope(commandId, correlationId, traceOfCommand, CommandDeadLettered.NAME, new String[0]),
        chat,
        failure.message(),
        failure.type(),
        retryCount);
  }

  /** What tells a command's events of one name apart, besides the chat. */
  private EventEnvelope envelope(FetchCommand command, String event, String... parts) {
    String[] all =
        Stream.concat(Stream.of(command.chat().folder()), Stream.of(parts)).toArray(String[]::new);
    return envelope(
        command.commandId(), command.correlationId(), command.traceparent(), event, all);
  }

  private EventEnvelope envelope(
      String commandId,
      String correlationId,
      @Nullable String traceOfCommand,
      String event,
      String[] parts) {
    Instant now = clock.instant();
    String traceHere = trace.traceparent();
    return EventEnvelope.of(
            EventIds.of(commandId, event, parts), now, service, correlationId, commandId, workerId)
        .within(traceHere == null ? traceOfCommand : traceHere);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
