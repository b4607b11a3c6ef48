package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.event.EventFactory;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.SkipReason;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Takes days out of a window that need no reading, and announces them as skipped:
 *
 * <ol>
 *   <li>days that are complete in the archive, or that an earlier attempt has announced;
 *   <li>days that another command reads, or read a short time ago.
 * </ol>
 */
final class DaySkipper {
  private final StoredDays store;
  private final EventFactory events;
  private final boolean forceRefetch;

  /**
   * Creates a skipper.
   *
   * @param forceRefetch whether every command reads complete days again
   */
  DaySkipper(StoredDays store, EventFactory events, boolean forceRefetch) {
    this.store = store;
    this.events = events;
    this.forceRefetch = forceRefetch;
  }

  /**
   * The window without the days that are done.
   *
   * @throws MovedNameException when complete days are those of another chat
   */
  List<FetchWindow> withoutFinishedDays(FetchRun run, FetchWindow window, ChatOfRun chat)
      throws InterruptedException {
    if (window.sinceFirstMessage() && !isForced(run)) {
      return withoutFinishedSpans(run, window, chat);
    }
    Set<LocalDate> finished = new HashSet<>(run.announcedDays().keySet());
    // An earlier attempt may have written a day without announcing it: that day is read again.
    if (!isForced(run) && !run.ranBefore()) {
      List<LocalDate> complete =
          window.days().filter(day -> isComplete(run.folder(), day)).toList();
      if (!complete.isEmpty()) {
        chat.checkName();
      }
      finished.addAll(complete);
      finished.forEach(day -> announce(run, day, SkipReason.ALREADY_COMPLETE));
    }
    return window.without(finished::contains);
  }

  /**
   * Skips the days of a command that names none. One event stands for all consecutive days. A day
   * that an earlier attempt may have written is read again.
   */
  private List<FetchWindow> withoutFinishedSpans(FetchRun run, FetchWindow window, ChatOfRun chat)
      throws InterruptedException {
    Predicate<LocalDate> isComplete = day -> wasCompleteBefore(run, day);
    Set<LocalDate> complete = window.days().filter(isComplete).collect(Collectors.toSet());
    if (!complete.isEmpty()) {
      chat.checkName();
    }
    window.without(day -> !complete.contains(day)).forEach(span -> announce(run, span));
    return window.without(day -> complete.contains(day) || run.announcedDays().containsKey(day));
  }

  private boolean wasCompleteBefore(FetchRun run, LocalDate day) {
    return store
        .find(run.folder(), day)
        .filter(ArchivedDay::complete)
        .map(archived -> archived.header().fetchedAt())
        .filter(run::beganAfter)
        .isPresent();
  }

  private void announce(FetchRun run, FetchWindow span) {
    Event event =
        events.skipped(
            run.command(), run.id(), span.from(), span.to(), SkipReason.ALREADY_COMPLETE);
    run.reporter().announce(span.to(), event);
  }

  private boolean isComplete(String folder, LocalDate day) {
    return store.find(folder, day).filter(ArchivedDay::complete).isPresent();
  }

  /**
   * Marks the days for the run. A command with a limit marks no day, and today is never marked: the
   * reading may leave those days incomplete, so other commands may read them too.
   */
  MarkedDays mark(FetchRun run, List<FetchWindow> windows) {
    if (windows.isEmpty() || run.command().limit() != null) {
      return MarkedDays.NONE;
    }
    return run.marker()
        .mark(
            windows.stream()
                .flatMap(FetchWindow::days)
                .filter(day -> day.isBefore(run.today()))
                .toList());
  }

  /**
   * The windows without the days that another command has marked. The days of a window since the
   * first message are not known before it is read, so one event stands for all of them.
   */
  List<FetchWindow> withoutDuplicates(FetchRun run, List<FetchWindow> windows, MarkedDays marks) {
    if (isForced(run)) {
      return windows;
    }
    for (FetchWindow window : windows) {
      window
          .days()
          .filter(marks::isMarkedByOther)
          .limit(window.sinceFirstMessage() ? 1 : Long.MAX_VALUE)
          .forEach(day -> announce(run, day, SkipReason.DUPLICATE));
    }
    return windows.stream()
        .flatMap(window -> window.without(marks::isMarkedByOther).stream())
        .toList();
  }

  /** The event of a day that needs no reading. */
  FetchSkipped skipped(FetchRun run, LocalDate day, SkipReason reason) {
    return events.skipped(run.command(), run.id(), day, reason);
  }

  private void announce(FetchRun run, LocalDate day, SkipReason reason) {
    run.reporter().announce(day, skipped(run, day, reason));
  }

  private boolean isForced(FetchRun run) {
    return run.command().force() || forceRefetch;
  }
}
