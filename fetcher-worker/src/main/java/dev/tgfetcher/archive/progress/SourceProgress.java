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
 * The archived days of one chat, for people and for older schedulers. Workers ignore it: the day's
 * file decides whether a day is fetched.
 *
 * @param lastProcessedDate the latest day that was ever complete
 * @param lastMessageId the id of the newest message up to that day
 * @param upToDate whether the last written day is complete
 * @param messageCount the number of messages of the complete days
 */
public record SourceProgress(
    Optional<LocalDate> lastProcessedDate,
    OptionalLong lastMessageId,
    boolean upToDate,
    long messageCount,
    NavigableSet<LocalDate> completedDates) {

  /** The progress of a chat without days. */
  public static final SourceProgress NONE =
      new SourceProgress(
          Optional.empty(), OptionalLong.empty(), false, 0, Collections.emptyNavigableSet());

  public SourceProgress {
    completedDates = Collections.unmodifiableNavigableSet(new TreeSet<>(completedDates));
  }

  /** The progress after a day's write. */
  public SourceProgress after(WriteOutcome outcome) {
    DaySummary day = outcome.day();
    int counted = completedDates.contains(day.date()) ? countBefore(outcome) : 0;
    return day.complete()
        ? withComplete(day.date(), day.messageCount() - counted, day.lastMessageId())
        : withIncomplete(day.date(), counted);
  }

  /** A counted day without a complete former file comes from a scan, which counted the new file. */
  private static int countBefore(WriteOutcome outcome) {
    int now = outcome.day().messageCount();
    return outcome instanceof WriteOutcome.Written written
        ? written.replacedMessageCount().orElse(now)
        : now;
  }

  /** The progress after a complete day. */
  public SourceProgress withComplete(LocalDate date, int moreMessages, OptionalLong lastId) {
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
