package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.LeaseLostException;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each day of one command for itself while it is read, writes it, and announces it. The event
 * of the command's last day is kept back: it goes out in the same step that completes the command.
 */
final class DayArchiver implements DaySink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DayArchiver.class);

  private final Lease lease;
  private final ResolvedChat chat;
  private final CommandReporter reports;
  private final FetchHandler.Archive archive;
  private final DayLocks locks;
  private final MarkedDays claim;
  private final EventFactory events;
  private final InstantSource clock;
  private final String tdlibVersion;
  private final FetchListener listener;
  private final List<FetchWindow> toRead;
  private final @Nullable LocalDate lastDay;
  private final @Nullable Integer limit;
  private long read;
  private Instant dayStart;
  private @Nullable DayLock lock;
  private List<Event> lastEvents = List.of();

  /**
   * Prepares for the command's days.
   *
   * @param toRead what will be read, newest first
   */
  DayArchiver(
      Lease lease,
      ResolvedChat chat,
      CommandReporter reports,
      FetchHandler.Archive archive,
      DayLocks locks,
      MarkedDays claim,
      EventFactory events,
      InstantSource clock,
      String tdlibVersion,
      FetchListener listener,
      List<FetchWindow> toRead) {
    this.lease = lease;
    this.chat = chat;
    this.reports = reports;
    this.archive = archive;
    this.locks = locks;
    this.claim = claim;
    this.events = events;
    this.clock = clock;
    this.tdlibVersion = tdlibVersion;
    this.listener = listener;
    this.toRead = toRead;
    FetchWindow oldest = toRead.get(toRead.size() - 1);
    this.lastDay = oldest.sinceFirstMessage() ? null : oldest.from();
    this.limit = lease.command().limit();
    this.read = lease.announcedDays().values().stream().mapToLong(Long::longValue).sum();
    this.dayStart = clock.instant();
  }

  /**
   * The reading of a day begins.
   *
   * @throws DayTakenException when another worker reads it
   */
  void begin(LocalDate day) throws InterruptedException {
    close();
    long newest = archive.store().newestFencingToken(lease.command().chat().folder(), day);
    lock = locks.take(chat.chatId(), day, newest);
    dayStart = clock.instant();
    reports.publish(events.started(lease.command(), lease.run(), day));
  }

  /** The day that was begun comes to nothing. */
  void dayFailed() {
    listener.dayFailed(lease.command(), sinceDayStart());
  }

  /** How many messages the command may still read; null for any number. */
  @Nullable Integer remaining() {
    return limit == null ? null : Math.toIntExact(limit - read);
  }

  boolean limitReached() {
    return limit != null && read >= limit;
  }

  /** What is to be published when the command is completed. */
  List<Event> lastEvents() {
    return lastEvents;
  }

  @Override
  public void onDay(DayResult day) throws InterruptedException {
    WriteGuard permit = requireNonNull(lock, "begun before").and(() -> reports.isHeld(lease));
    long start = System.nanoTime();
    WriteOutcome outcome = archive.store().write(draft(day), day.spool(), permit);
    listener.dayWritten(lease.command(), outcome, Duration.ofNanos(System.nanoTime() - start));
    close();
    archive.progress().record(outcome);
    read += outcome.day().messageCount();
    listener.dayFetched(lease.command(), outcome, sinceDayStart());
    log.info(
        "Day {} {}: {} messages, {}",
        day.date(),
        outcome instanceof WriteOutcome.Written ? "written" : "unchanged",
        outcome.day().messageCount(),
        day.complete() ? "complete" : "incomplete");
    announce(day.date(), event(outcome));
    claim.done(day.date());
    LocalDate next = day.date().minusDays(1);
    if (!limitReached() && toRead.stream().anyMatch(run -> run.contains(next))) {
      begin(next);
    }
  }

  private void announce(LocalDate day, Event event) {
    if (day.equals(lastDay) || limitReached()) {
      lastEvents = List.of(event);
      return;
    }
    if (reports.announce(lease, day, event) == Settlement.LEASE_LOST) {
      throw new LeaseLostException();
    }
  }

  private Event event(WriteOutcome outcome) {
    boolean announcedBefore = outcome instanceof WriteOutcome.Unchanged && !lease.ranBefore();
    if (announcedBefore) {
      SkipReason reason =
          outcome.day().complete() ? SkipReason.ALREADY_COMPLETE : SkipReason.DUPLICATE;
      return events.skipped(lease.command(), lease.run(), outcome.day().date(), reason);
    }
    return events.fetched(lease.command(), lease.run(), outcome.day(), sinceDayStart());
  }

  private Duration sinceDayStart() {
    return Duration.between(dayStart, clock.instant());
  }

  private DayMetadata draft(DayResult day) {
    IncompleteReason reason = day.incompleteReason();
    return new DayMetadata(
        lease.command().chat().folder(),
        day.date(),
        chat.source(),
        clock.instant(),
        tdlibVersion,
        reason == null ? null : reason.wireName(),
        day.commentsComplete(),
        day.commentsAsOf(),
        day.reactionsAsOf());
  }

  /** Lets others have the day that was begun, if there is one. */
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  @Override
  public void onProgress(LocalDate date, int messages) {
    reports.publish(events.progress(lease.command(), lease.run(), date, messages));
  }
}
