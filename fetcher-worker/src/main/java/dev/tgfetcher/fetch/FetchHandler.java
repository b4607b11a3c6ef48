package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.progress.ProgressFile;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
import dev.tgfetcher.queue.CommandHandler;
import dev.tgfetcher.queue.CommandReporter;
import dev.tgfetcher.queue.Lease;
import dev.tgfetcher.queue.LeaseLostException;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.FetchMode;
import dev.tgfetcher.schema.command.Strategy;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a fetch command asks for:
 *
 * <ol>
 *   <li>works out its days;
 *   <li>or, with strategy per_day and no limit, makes a command of each that any worker may take;
 *   <li>passes over those that are done: announced by an earlier run, or complete in the archive;
 *   <li>and those that another command reads, or has read a moment ago;
 *   <li>reads the others newest first, and writes and announces each as soon as it is read.
 * </ol>
 */
public final class FetchHandler implements CommandHandler {
  private static final Logger log = LoggerFactory.getLogger(FetchHandler.class);

  private final CommandReporter reports;
  private final TelegramCalls calls;
  private final ChatResolver resolver;
  private final HistoryReader reader;
  private final Archive archive;
  private final Exclusivity exclusivity;
  private final EventFactory events;
  private final InstantSource clock;
  private final Options options;
  private final FetchListener listener;

  /** Where days are kept. */
  public record Archive(ArchiveLayout layout, ArchiveStore store, ProgressFile progress) {}

  /**
   * What holds for every command.
   *
   * @param forceRefetch whether to read complete days again
   * @param reactors whether to ask who reacted
   */
  public record Options(boolean forceRefetch, boolean reactors, String tdlibVersion) {}

  public FetchHandler(
      CommandReporter reports,
      TelegramCalls calls,
      ChatResolver resolver,
      HistoryReader reader,
      Archive archive,
      Exclusivity exclusivity,
      EventFactory events,
      InstantSource clock,
      Options options,
      FetchListener listener) {
    this.reports = reports;
    this.calls = calls;
    this.resolver = resolver;
    this.reader = reader;
    this.archive = archive;
    this.exclusivity = exclusivity;
    this.events = events;
    this.clock = clock;
    this.options = options;
    this.listener = listener;
  }

  @Override
  public List<Event> handle(Lease lease) throws InterruptedException {
    Instant start = startOf(lease);
    LocalDate asked = UtcDay.of(lease.firstSeen());
    LocalDate today = UtcDay.of(start);
    Optional<FetchWindow> window =
        window(lease.command(), asked, today, day -> wasCompleteBefore(lease, day));
    if (window.isEmpty()) {
      return List.of(skipped(lease, asked.minusDays(1), SkipReason.ALREADY_COMPLETE));
    }
    if (fansOut(lease.command(), window.get())) {
      return fanOut(lease, window.get());
    }
    List<FetchWindow> toDo = withoutDoneDays(lease, window.get());
    try (MarkedDays claim = claim(lease, toDo, today)) {
      List<FetchWindow> toRead = withoutDuplicates(lease, toDo, claim);
      return toRead.isEmpty() ? List.of() : read(lease, window.get(), toRead, claim, start);
    }
  }

  /** A limit holds for the whole command, which parts that know nothing of each other cannot. */
  private static boolean fansOut(FetchCommand command, FetchWindow window) {
    return command.strategy() == Strategy.PER_DAY && !window.isOneDay() && command.limit() == null;
  }

  /**
   * This worker's clock may be behind Redis', by which the days are counted, or ahead of it: then a
   * day would be taken as over that is not.
   */
  private Instant startOf(Lease lease) {
    Instant here = clock.instant();
    Instant now = here.isAfter(lease.leasedAt()) ? lease.leasedAt() : here;
    return now.isBefore(lease.firstSeen()) ? lease.firstSeen() : now;
  }

  /**
   * The days that a command is about now; empty when none is left.
   *
   * @throws InvalidWindowException when they lie in the future, or before Telegram
   */
  public Optional<FetchWindow> window(FetchCommand command) {
    LocalDate today = UtcDay.of(clock.instant());
    return window(command, today, today, day -> true);
  }

  private Optional<FetchWindow> window(
      FetchCommand command, LocalDate asked, LocalDate today, Predicate<ArchivedDay> counts) {
    boolean incremental = command.mode() instanceof FetchMode.Incremental;
    return FetchWindow.resolve(
        command.mode(), asked, today, incremental ? endOfCompleteDays(command, counts) : null);
  }

  /** What an earlier run of the command wrote and nobody announced is still to be done. */
  private static boolean wasCompleteBefore(Lease lease, ArchivedDay day) {
    Instant fetchedAt = day.header().fetchedAt();
    return !lease.ranBefore()
        || lease.announcedDays().containsKey(day.date())
        || fetchedAt == null
        || fetchedAt.isBefore(lease.firstSeen());
  }

  /** The last of the complete days that follow each other from the first one; later gaps count. */
  private @Nullable LocalDate endOfCompleteDays(
      FetchCommand command, Predicate<ArchivedDay> counts) {
    String chat = command.chat().folder();
    LocalDate last = null;
    for (LocalDate day : archive.layout().days(chat)) {
      boolean follows = last == null || day.equals(last.plusDays(1));
      if (!follows || complete(chat, day).filter(counts).isEmpty()) {
        return last;
      }
      last = day;
    }
    return last;
  }

  /**
   * Completing a lease that was ended by its parts changes nothing, so there is nothing to tell.
   */
  private List<Event> fanOut(Lease lease, FetchWindow window) throws InterruptedException {
    FetchWindow bounded =
        window.sinceFirstMessage()
            ? FirstDay.of(calls, resolver.resolve(lease.command().chat()), window)
            : window;
    List<FetchCommand> parts = bounded.days().map(lease.command()::forDay).toList();
    if (reports.fanOut(lease, parts) == Settlement.LEASE_LOST) {
      throw new LeaseLostException();
    }
    log.info("Fanned out into {} commands", parts.size());
    return List.of();
  }

  private List<FetchWindow> withoutDoneDays(Lease lease, FetchWindow window) {
    Set<LocalDate> done = new HashSet<>(lease.announcedDays().keySet());
    // What an earlier run wrote may not be announced, so it is read and written once more.
    if (!isForced(lease) && !lease.ranBefore()) {
      window
          .days()
          .filter(day -> isComplete(lease.command().chat().folder(), day))
          .forEach(done::add);
      done.forEach(
          day -> reports.announce(lease, day, skipped(lease, day, SkipReason.ALREADY_COMPLETE)));
    }
    return window.without(done::contains);
  }

  /**
   * What may leave a day incomplete, a limit or its not being over, keeps nobody from reading it.
   */
  private MarkedDays claim(Lease lease, List<FetchWindow> toDo, LocalDate today) {
    if (toDo.isEmpty() || lease.command().limit() != null) {
      return MarkedDays.ALL;
    }
    return exclusivity
        .duplicates()
        .claim(
            lease,
            toDo.stream().flatMap(FetchWindow::days).filter(day -> day.isBefore(today)).toList());
  }

  /** Which days a chat has before it is read nobody knows: then one event speaks for all. */
  private List<FetchWindow> withoutDuplicates(
      Lease lease, List<FetchWindow> toDo, MarkedDays claim) {
    if (isForced(lease)) {
      return toDo;
    }
    for (FetchWindow run : toDo) {
      run.days()
          .filter(claim::isAnothers)
          .limit(run.sinceFirstMessage() ? 1 : Long.MAX_VALUE)
          .forEach(day -> reports.announce(lease, day, skipped(lease, day, SkipReason.DUPLICATE)));
    }
    return toDo.stream().flatMap(run -> run.without(claim::isAnothers).stream()).toList();
  }

  private List<Event> read(
      Lease lease, FetchWindow window, List<FetchWindow> toRead, MarkedDays claim, Instant start)
      throws InterruptedException {
    ResolvedChat chat = resolver.resolve(lease.command().chat());
    try (DayArchiver archiver =
        new DayArchiver(
            lease,
            chat,
            reports,
            archive,
            exclusivity.locks(),
            claim,
            events,
            clock,
            options.tdlibVersion(),
            listener,
            toRead)) {
      for (FetchWindow run : toRead) {
        if (!archiver.limitReached() && !isBeforeFirstMessage(chat, run, window)) {
          archiver.begin(run.to());
          read(
              chat,
              run,
              new ReadOptions(archiver.remaining(), options.reactors(), start),
              archiver);
        }
      }
      return archiver.lastEvents();
    }
  }

  private void read(ResolvedChat chat, FetchWindow run, ReadOptions how, DayArchiver archiver)
      throws InterruptedException {
    boolean whole = false;
    try {
      reader.read(chat, run, how, archiver);
      whole = true;
    } finally {
      if (!whole) {
        archiver.dayFailed();
      }
    }
  }

  /** When all days of a chat are done, what is left of its full history are no days of it. */
  private boolean isBeforeFirstMessage(ResolvedChat chat, FetchWindow run, FetchWindow window)
      throws InterruptedException {
    return run.sinceFirstMessage()
        && run.to().isBefore(window.to())
        && FirstDay.find(calls, chat).map(run.to()::isBefore).orElse(true);
  }

  private boolean isComplete(String chat, LocalDate day) {
    return complete(chat, day).isPresent();
  }

  private Optional<ArchivedDay> complete(String chat, LocalDate day) {
    return archive.store().find(chat, day).filter(ArchivedDay::complete);
  }

  private boolean isForced(Lease lease) {
    return lease.command().force() || options.forceRefetch();
  }

  private FetchSkipped skipped(Lease lease, LocalDate day, SkipReason reason) {
    return events.skipped(lease.command(), lease.run(), day, reason);
  }
}
