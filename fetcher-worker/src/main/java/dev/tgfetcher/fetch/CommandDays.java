package dev.tgfetcher.fetch;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.InvalidWindowException;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.FetchMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Works out the days of a command from its mode, the date and the archive. */
final class CommandDays {
  private final StoredDays archive;
  private final InstantSource clock;

  CommandDays(StoredDays archive, InstantSource clock) {
    this.archive = archive;
    this.clock = clock;
  }

  /**
   * The days of a command that starts now.
   *
   * @return empty when an incremental command has no day left to read
   * @throws InvalidWindowException when the days lie in the future, or before Telegram
   */
  Optional<FetchWindow> window(FetchCommand command) {
    LocalDate today = UtcDay.of(clock.instant());
    return window(command, today, today, day -> true);
  }

  /**
   * The days of a run.
   *
   * @return empty when an incremental command has no day left to read
   * @throws InvalidWindowException when the days lie in the future, or before Telegram
   */
  Optional<FetchWindow> window(FetchRun run) {
    return window(
        run.command(), run.firstSeenDay(), run.today(), day -> wasCompleteBefore(run, day));
  }

  private Optional<FetchWindow> window(
      FetchCommand command,
      LocalDate firstSeen,
      LocalDate today,
      Predicate<ArchivedDay> countsAsComplete) {
    boolean incremental = command.mode() instanceof FetchMode.Incremental;
    LocalDate lastComplete =
        incremental ? lastOfCompleteDays(command.chat().folder(), countsAsComplete) : null;
    return FetchWindow.resolve(command.mode(), firstSeen, today, lastComplete);
  }

  /** A day that an earlier attempt of this run wrote and did not announce is still to be read. */
  private static boolean wasCompleteBefore(FetchRun run, ArchivedDay day) {
    Instant fetchedAt = day.header().fetchedAt();
    return fetchedAt == null
        || run.announcedDays().containsKey(day.date())
        || run.beganAfter(fetchedAt);
  }

  /** The last of the complete days that follow the archive's first day without a gap. */
  private @Nullable LocalDate lastOfCompleteDays(
      String folder, Predicate<ArchivedDay> countsAsComplete) {
    LocalDate last = null;
    for (LocalDate day : archive.days(folder)) {
      boolean follows = last == null || day.equals(last.plusDays(1));
      boolean isComplete =
          archive
              .find(folder, day)
              .filter(ArchivedDay::complete)
              .filter(countsAsComplete)
              .isPresent();
      if (!follows || !isComplete) {
        return last;
      }
      last = day;
    }
    return last;
  }
}
