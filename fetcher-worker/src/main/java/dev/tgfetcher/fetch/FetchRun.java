package dev.tgfetcher.fetch;

import static java.util.Objects.requireNonNull;

import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.schema.command.FetchCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * One run of one command.
 *
 * @param id part of the ids of the run's events; all attempts of a run share it
 * @param firstSeen when a worker first saw the command; relative days count from its UTC day
 * @param startedAt when this attempt started; never before {@code firstSeen}
 * @param ranBefore whether an earlier attempt may have written files without announcing them
 * @param announcedDays days whose event is published, with their numbers of messages
 * @param reporter reports this run
 * @param marker marks days for this run
 */
public record FetchRun(
    FetchCommand command,
    Instant id,
    Instant firstSeen,
    Instant startedAt,
    boolean ranBefore,
    Map<LocalDate, Long> announcedDays,
    RunReporter reporter,
    DayMarker marker) {

  /** A file has the time of its worker's clock, and the command that of Redis. */
  private static final Duration MOST_CLOCKS_DIFFER = Duration.ofMinutes(1);

  public FetchRun {
    requireNonNull(command, "command");
    requireNonNull(reporter, "reporter");
    requireNonNull(marker, "marker");
    startedAt = startedAt.isBefore(firstSeen) ? firstSeen : startedAt;
    announcedDays = Map.copyOf(announcedDays);
  }

  /** Whether a file with this time was surely not written by an attempt of this run. */
  boolean beganAfter(Instant fetchedAt) {
    return !ranBefore || fetchedAt.isBefore(firstSeen.minus(MOST_CLOCKS_DIFFER));
  }

  /** The UTC day from which the command's relative days count. */
  LocalDate firstSeenDay() {
    return UtcDay.of(firstSeen);
  }

  LocalDate today() {
    return UtcDay.of(startedAt);
  }

  /** The folder of the command's chat in the archive. */
  String folder() {
    return command.chat().folder();
  }

  long announcedMessages() {
    return announcedDays.values().stream().mapToLong(Long::longValue).sum();
  }
}
