package dev.tgfetcher.cli.push;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.tgfetcher.config.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The times of a schedule, in UTC. */
public final class Timetable {
  private static final int FIELDS_WITH_SECONDS = 6;
  private static final String YEARLY = "0 0 1 1 *";
  private static final String DAILY = "0 0 * * *";
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", DAILY,
          "@midnight", DAILY,
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", YEARLY,
          "@annually", YEARLY);

  private final String name;
  private final Function<Instant, Optional<Instant>> next;

  private Timetable(String name, Function<Instant, Optional<Instant>> next) {
    this.name = name;
    this.next = next;
  }

  /**
   * Parses five fields (minute, hour, day of month, month, day of week), six with seconds first, or
   * a nickname such as {@code @daily}.
   *
   * @throws IllegalArgumentException if the expression is malformed; the message names the mistake
   */
  public static Timetable parse(String expression) {
    String stripped = expression.strip();
    String fields = NICKNAMES.getOrDefault(stripped.toLowerCase(Locale.ROOT), stripped);
    boolean withSeconds = fields.split("\\s+", -1).length == FIELDS_WITH_SECONDS;
    CronType type = withSeconds ? CronType.SPRING53 : CronType.UNIX;
    ExecutionTime times =
        ExecutionTime.forCron(
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(fields));
    return new Timetable(
        stripped, time -> times.nextExecution(time.atZone(UTC)).map(found -> found.toInstant()));
  }

  /**
   * The whole multiples of a period since 1970, so that two schedulers have the same times.
   *
   * @throws IllegalArgumentException if the period is shorter than a second
   */
  public static Timetable every(Duration period) {
    long seconds = period.toSeconds();
    if (seconds < 1) {
      throw new IllegalArgumentException("the shortest period is 1s");
    }
    return new Timetable(
        "every " + DurationText.format(period),
        time ->
            Optional.of(
                Instant.ofEpochSecond(
                    (Math.floorDiv(time.getEpochSecond(), seconds) + 1) * seconds)));
  }

  /** The first time after this one; empty after the last. */
  public Optional<Instant> after(Instant time) {
    // The cron library keeps the fraction of a second, so that two schedulers would differ.
    return next.apply(time.truncatedTo(SECONDS));
  }

  /** The times after this one, in order. */
  public Stream<Instant> allAfter(Instant time) {
    return Stream.iterate(after(time), Optional::isPresent, last -> last.flatMap(this::after))
        .flatMap(Optional::stream);
  }

  @Override
  public String toString() {
    return name;
  }
}
