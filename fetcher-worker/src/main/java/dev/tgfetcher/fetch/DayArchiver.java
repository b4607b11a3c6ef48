package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.queue.LeaseLostException;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives the days of one run:
 *
 * <ol>
 *   <li>locks a day before it is read;
 *   <li>writes it when it is read, and releases the lock;
 *   <li>announces it. The event of the command's last day is published when the command is
 *       completed, in the same step.
 * </ol>
 */
final class DayArchiver implements DaySink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DayArchiver.class);

  private final ArchiveContext context;
  private final FetchRun run;
  private final ResolvedChat chat;
  private final MarkedDays marks;
  private final List<FetchWindow> toRead;
  private final @Nullable LocalDate lastDay;
  private final @Nullable Integer limit;
  private long messagesRead;
  private Instant dayStart;
  private @Nullable DayLock lock;
  private List<Event> lastEvents = List.of();

  /**
   * Creates the archiver of a run.
   *
   * @param toRead the windows to read, newest first
   */
  DayArchiver(
      ArchiveContext context,
      FetchRun run,
      ResolvedChat chat,
      MarkedDays marks,
      List<FetchWindow> toRead) {
    this.context = context;
    this.run = run;
    this.chat = chat;
    this.marks = marks;
    this.toRead = toRead;
    FetchWindow oldest = toRead.get(toRead.size() - 1);
    this.lastDay = oldest.sinceFirstMessage() ? null : oldest.from();
    this.limit = run.command().limit();
    this.messagesRead = run.announcedMessages();
    this.dayStart = context.clock().instant();
  }

  /**
   * Locks a day and reports that its reading starts.
   *
   * @throws DayTakenException when another worker reads the day
   */
  void begin(LocalDate day) throws InterruptedException {
    close();
    long newestToken = context.store().newestFencingToken(run.folder(), day);
    lock = context.locks().take(chat.chatId(), day, newestToken);
    dayStart = context.clock().instant();
    run.reporter().publish(context.events().started(run.command(), run.id(), day));
  }

  /** Reports that the reading of the current day has failed. */
  void dayFailed() {
    context.listener().dayFailed(run.command(), sinceDayStart());
  }

  /** How many messages the command may still read; null without a limit. */
  @Nullable Integer remaining() {
    return limit == null ? null : Math.toIntExact(limit - messagesRead);
  }

  boolean limitReached() {
    return limit != null && messagesRead >= limit;
  }

  /** The events to publish when the command is completed. */
  List<Event> lastEvents() {
    return lastEvents;
  }

  @Override
  public void onDay(DayResult day) throws InterruptedException {
    WriteOutcome outcome = write(day);
    close();
    context.progress().record(outcome);
    messagesRead += outcome.day().messageCount();
    context.listener().dayFetched(run.command(), outcome, sinceDayStart());
    log.info(
        "Day {} {}: {} messages, {}",
        day.date(),
        outcome instanceof WriteOutcome.Written ? "written" : "unchanged",
        outcome.day().messageCount(),
        day.complete() ? "complete" : "incomplete");
    announce(day.date(), event(outcome));
    marks.keepMark(day.date());
    LocalDate next = day.date().minusDays(1);
    if (!limitReached() && toRead.stream().anyMatch(window -> window.contains(next))) {
      begin(next);
    }
  }

  private WriteOutcome write(DayResult day) {
    WriteGuard guard = requireNonNull(lock, "the day is not locked").and(run.reporter()::isOwned);
    long start = System.nanoTime();
    WriteOutcome outcome = context.store().write(metadata(day), day.spool(), guard);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    context.listener().dayWritten(run.command(), outcome, took);
    return outcome;
  }

  private DayMetadata metadata(DayResult day) {
    IncompleteReason reason = day.incompleteReason();
    return new DayMetadata(
        run.folder(),
        day.date(),
        chat.source(),
        context.clock().instant(),
        context.tdlibVersion(),
        reason == null ? null : reason.wireName(),
        day.commentsComplete(),
        day.commentsAsOf(),
        day.reactionsAsOf());
  }

  private void announce(LocalDate day, Event event) {
    if (day.equals(lastDay) || limitReached()) {
      lastEvents = List.of(event);
      return;
    }
    if (run.reporter().announce(day, event) == Settlement.LEASE_LOST) {
      throw new LeaseLostException();
    }
  }

  private Event event(WriteOutcome outcome) {
    boolean announcedBefore = outcome instanceof WriteOutcome.Unchanged && !run.ranBefore();
    if (announcedBefore) {
      SkipReason reason =
          outcome.day().complete() ? SkipReason.ALREADY_COMPLETE : SkipReason.DUPLICATE;
      return context.events().skipped(run.command(), run.id(), outcome.day().date(), reason);
    }
    return context.events().fetched(run.command(), run.id(), outcome.day(), sinceDayStart());
  }

  private Duration sinceDayStart() {
    return Duration.between(dayStart, context.clock().instant());
  }

  /** Releases the lock of the current day, if there is one. */
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  @Override
  public void onProgress(LocalDate date, int messages) {
    run.reporter().publish(context.events().progress(run.command(), run.id(), date, messages));
  }
}
