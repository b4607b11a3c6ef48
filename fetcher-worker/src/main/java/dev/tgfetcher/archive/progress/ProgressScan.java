package dev.tgfetcher.archive.progress;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.archive.StoredDays;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/** Counts the progress of a chat from the days of the archive. */
public record ProgressScan(StoredDays days) {
  /**
   * The progress of a chat, by the days that count.
   *
   * @param before says whether the day of a file of version 1.0 is complete, which does not say it
   */
  public SourceProgress scan(String chat, SourceProgress before, Predicate<ArchivedDay> counts) {
    SourceProgress progress = SourceProgress.NONE;
    for (LocalDate date : days.days(chat)) {
      Optional<ArchivedDay> day =
          days.find(chat, date).filter(ArchivedDay::mayBeComplete).filter(counts);
      if (day.isPresent() && (day.get().complete() || before.completedDates().contains(date))) {
        MessageScan messages = days.messages(day.get());
        progress = progress.withComplete(date, messages.count(), messages.lastId());
      }
    }
    return progress;
  }
}
