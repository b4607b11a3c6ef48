package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.archive.DayMetadata;
import dev.tgfetcher.archive.WriteGuard;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.day.DayResult;
import dev.tgfetcher.day.DaySink;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.queue.LeaseLostException;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives the days of one run:
 *
 * <ol>
 *   <li>locks a day when its reading begins; several may be open at a time;
 *   <li>writes it when it is read, and releases the lock;
 *   <li>announces it. The event of the command's last day is published when the command is
 *       completed, in the same step.
 * </ol>
 */
final class DayArchiver implements DaySink, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DayArchiver.class);

  /** For so long a command of low priority writes empty days while a normal one waits. */
  private static final Duration ENOUGH_EMPTY_DAYS = Duration.ofSeconds(10);

  private final ArchiveContext context;
  private final FetchRun run;
  private final ResolvedChat chat;
  private final MarkedDays marks;
  private final @Nullable LocalDate lastDay;
  private final @Nullable Integer limit;
  private long messagesRead;
  private final Map<LocalDate, OpenDay> open = new HashMap<>();
  private List<Event> lastEvents = List.of();
  private boolean givesWay;

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
    FetchWindow oldest = toRead.get(toRead.size() - 1);
    this.lastDay = oldest.sinceFirstMessage() ? null : oldest.from();
    this.limit = run.command().limit();
    this.messagesRead = run.announcedMessages();
  }

  /** A day whose reading has begun. */
  private record OpenDay(DayLock lock, Instant startedAt) {}

  /**
   * Locks a day and reports that its reading starts.
   *
   * @throws DayTakenException when another worker reads the day
   */
  @Override
  public void onOpen(LocalDate day) throws InterruptedException {
    if (open.containsKey(day)) {
      return;
    }
    long newestToken = context.store().newestFencingToken(run.folder(), day);
    DayLock lock = context.locks().take(chat.chatId(), day, newestToken);
    open.put(day, new OpenDay(lock, context.clock().instant()));
    run.reporter().publish(context.events().started(run.command(), run.id(), day));
  }

  /** Reports that the reading of the open days has failed, unless it gave way. */
  void daysFailed() {
    if (givesWay) {
      return;
    }
    open.values()
        .forEach(day -> context.listener().dayFailed(run.command(), since(day.startedAt())));
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
    OpenDay opened = requireNonNull(open.get(day.date()), "the day is not open");
    WriteOutcome outcome = write(day, opened.lock());
    opened.lock().release();
    open.remove(day.date());
    try {
      report(day, outcome, opened.startedAt());
    } finally {
      opened.lock().close();
    }
  }

  private void report(DayResult day, WriteOutcome outcome, Instant startedAt) {
    context.progress().record(outcome);
    messagesRead += outcome.day().messageCount();
    context.listener().dayFetched(run.command(), outcome, since(startedAt));
    log.info(
        "Day {} {}: {} messages, {}",
        day.date(),
        outcome instanceof WriteOutcome.Written ? "written" : "unchanged",
        outcome.day().messageCount(),
        day.complete() ? "complete" : "incomplete");
    Settlement settlement = announce(day.date(), event(outcome, since(startedAt)));
    givesWay = settlement == Settlement.GIVE_WAY && isWorthReopening(outcome);
    marks.keepMark(day.date());
  }

  /**
   * Many empty days come with one page; a run that ended after each would open the chat as often.
   */
  private boolean isWorthReopening(WriteOutcome outcome) {
    return outcome.day().messageCount() > 0
        || since(run.startedAt()).compareTo(ENOUGH_EMPTY_DAYS) >= 0;
  }

  private WriteOutcome write(DayResult day, DayLock lock) {
    WriteGuard guard = lock.and(run.reporter()::isOwned);
    long start = System.nanoTime();
    WriteOutcome outcome = context.store().write(metadata(day), day.spool(), guard);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    context.listener().dayWritten(run.command(), outcome, took);
    return outcome;
  }

  private DayMetadata metadata(DayResult day) {
    return new DayMetadata(
        run.folder(),
        day.date(),
        chat.source(),
        context.clock().instant(),
        context.tdlibVersion(),
        day.incompleteReason(),
        day.commentsComplete(),
        day.commentsAsOf(),
        day.reactionsAsOf(),
        day.readBy(),
        day.idRange());
  }

  private Settlement announce(LocalDate day, Event event) {
    if (day.equals(lastDay) || limitReached()) {
      lastEvents = List.of(event);
      return Settlement.KEPT;
    }
    Settlement settlement = run.reporter().announce(day, event);
    if (settlement == Settlement.LEASE_LOST) {
      throw new LeaseLostException();
    }
    return settlement;
  }

  private Event event(WriteOutcome outcome, Duration took) {
    boolean announcedBefore = outcome instanceof WriteOutcome.Unchanged && !run.ranBefore();
    if (announcedBefore && (run.command().force() || context.forceRefetch())) {
      return context.events().unchanged(run.command(), run.id(), outcome.day());
    }
    if (announcedBefore) {
      SkipReason reason =
          outcome.day().complete() ? SkipReason.ALREADY_COMPLETE : SkipReason.DUPLICATE;
      return context.events().skipped(run.command(), run.id(), outcome.day().date(), reason);
    }
    return context.events().fetched(run.command(), run.id(), outcome.day(), took, upgradedTo());
  }

  private @Nullable Long upgradedTo() {
    boolean isNamedByBasicGroup =
        run.command().chat() instanceof ChatRef.NumericId ref
            && Long.valueOf(ref.id()).equals(chat.upgradedFromChatId());
    return isNamedByBasicGroup ? Long.valueOf(chat.chatId()) : null;
  }

  private Duration since(Instant start) {
    return Duration.between(start, context.clock().instant());
  }

  /** Releases the locks of the open days. */
  @Override
  public void close() {
    open.values().forEach(day -> day.lock().close());
    open.clear();
  }

  @Override
  public boolean givesWay() {
    return givesWay;
  }

  @Override
  public void onProgress(LocalDate date, int messages) {
    run.reporter().publish(context.events().progress(run.command(), run.id(), date, messages));
  }
}
