package dev.tgfetcher.archive.progress;

import dev.tgfetcher.archive.DaySummary;
import dev.tgfetcher.archive.WriteOutcome;
import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How far one chat is archived. It informs a person and older schedulers; whether a day has to be
 * fetched is for the day's own file to say.
 *
 * @param lastProcessedDate the latest day that was ever complete
 * @param lastMessageId of the newest message up to then
 * @param upToDate whether the day that was written last is complete
 * @param messageCount messages of the complete days
 */
public record SourceProgress(
    Optional<LocalDate> lastProcessedDate,
    OptionalLong lastMessageId,
    boolean upToDate,
    long messageCount,
    NavigableSet<LocalDate> completedDates) {

  static final SourceProgress NONE =
      new SourceProgress(
          Optional.empty(), OptionalLong.empty(), false, 0, Collections.emptyNavigableSet());

  public SourceProgress {
    completedDates = Collections.unmodifiableNavigableSet(new TreeSet<>(completedDates));
  }

  /** After a day was written, or found to have its content already. */
  SourceProgress after(WriteOutcome outcome) {
    DaySummary day = outcome.day();
    int counted = completedDates.contains(day.date()) ? countBefore(outcome) : 0;
    return day.complete()
        ? withComplete(day.date(), day.messageCount() - counted, day.lastMessageId())
        : withIncomplete(day.date(), counted);
  }

  /** A day that is counted though it replaced no complete one was found by a scan, as it is now. */
  private static int countBefore(WriteOutcome outcome) {
    int now = outcome.day().messageCount();
    return outcome instanceof WriteOutcome.Written written
        ? written.replacedMessageCount().orElse(now)
        : now;
  }

  SourceProgress withComplete(LocalDate date, int moreMessages, OptionalLong lastId) {
    NavigableSet<LocalDate> dates = new TreeSet<>(completedDates);
    dates.add(date);
    boolean latest = lastProcessedDate.isEmpty() || !date.isBefore(lastProcessedDate.get());
    return new SourceProgress(
        latest ? Optional.of(date) : lastProcessedDate,
        latest && lastId.isPresent() ? lastId : lastMessageId,
        true,
        messageCount + moreMessages,
        dates);
  }

  private SourceProgress withIncomplete(LocalDate date, int fewerMessages) {
    NavigableSet<LocalDate> dates = new TreeSet<>(completedDates);
    dates.remove(date);
    return new SourceProgress(
        lastProcessedDate, lastMessageId, false, messageCount - fewerMessages, dates);
  }
}
