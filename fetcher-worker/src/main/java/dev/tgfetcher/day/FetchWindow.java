package dev.tgfetcher.day;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.schema.command.FetchMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A range of UTC days, both ends included.
 *
 * @param sinceFirstMessage whether the window begins on the day of the chat's first message, if
 *     that is later than {@code from}
 */
public record FetchWindow(LocalDate from, LocalDate to, boolean sinceFirstMessage) {
  /** No chat is older than Telegram. */
  public static final LocalDate OLDEST = LocalDate.of(2013, 8, 1);

  public FetchWindow {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    if (from.isAfter(to)) {
      throw new InvalidWindowException("from " + from + " is after to " + to);
    }
    if (from.isBefore(OLDEST)) {
      throw new InvalidWindowException(from + " is before Telegram began, on " + OLDEST);
    }
  }

  public static FetchWindow of(LocalDate from, LocalDate to) {
    return new FetchWindow(from, to, false);
  }

  public static FetchWindow sinceFirstMessage(LocalDate to) {
    return new FetchWindow(OLDEST, to, true);
  }

  /**
   * The days of a mode.
   *
   * @param firstSeen the UTC day on which a worker first saw the command; relative days count from
   *     it, however late the command runs
   * @param today the UTC day; later days lie in the future
   * @param lastComplete for {@code incremental}: the newest complete day of the archive; null reads
   *     the chat from its first message
   * @return empty when no day is left to read
   * @throws InvalidWindowException when the days lie in the future, or before Telegram
   */
  public static Optional<FetchWindow> resolve(
      FetchMode mode, LocalDate firstSeen, LocalDate today, @Nullable LocalDate lastComplete) {
    LocalDate yesterday = firstSeen.minusDays(1);
    return mode.fold(
        new FetchMode.Cases<>() {
          @Override
          public Optional<FetchWindow> day(LocalDate date) {
            return Optional.of(notInFuture(date, date, today));
          }

          @Override
          public Optional<FetchWindow> days(int days) {
            return Optional.of(of(firstSeen.minusDays(days), yesterday));
          }

          @Override
          public Optional<FetchWindow> range(LocalDate from, LocalDate to) {
            return Optional.of(notInFuture(from, to, today));
          }

          @Override
          public Optional<FetchWindow> yesterday() {
            return Optional.of(of(yesterday, yesterday));
          }

          @Override
          public Optional<FetchWindow> full() {
            return Optional.of(sinceFirstMessage(firstSeen));
          }

          @Override
          public Optional<FetchWindow> incremental() {
            return lastComplete == null
                ? Optional.of(sinceFirstMessage(yesterday))
                : after(lastComplete, yesterday);
          }
        });
  }

  private static FetchWindow notInFuture(LocalDate from, LocalDate to, LocalDate today) {
    if (to.isAfter(today)) {
      throw new InvalidWindowException(to + " is in the future: by UTC today is " + today);
    }
    return of(from, to);
  }

  private static Optional<FetchWindow> after(LocalDate lastComplete, LocalDate yesterday) {
    return lastComplete.isBefore(yesterday)
        ? Optional.of(of(lastComplete.plusDays(1), yesterday))
        : Optional.empty();
  }

  public boolean isOneDay() {
    return from.equals(to);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  public boolean overlaps(FetchWindow other) {
    return !from.isAfter(other.to) && !other.from.isAfter(to);
  }

  /** The days, newest first. */
  public Stream<LocalDate> days() {
    return Stream.iterate(to, day -> !day.isBefore(from), day -> day.minusDays(1));
  }

  /** The window without some days: windows of consecutive days, newest first. */
  public List<FetchWindow> without(Predicate<LocalDate> excluded) {
    List<FetchWindow> windows = new ArrayList<>();
    LocalDate newest = null;
    for (LocalDate day : days().toList()) {
      if (!excluded.test(day)) {
        newest = newest == null ? day : newest;
        continue;
      }
      if (newest != null) {
        windows.add(of(day.plusDays(1), newest));
      }
      newest = null;
    }
    if (newest != null) {
      windows.add(new FetchWindow(from, newest, sinceFirstMessage));
    }
    return List.copyOf(windows);
  }
}
