package dev.tgfetcher.cli.push;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The times of a cron expression, in UTC. */
public final class Timetable {
  private static final int FIELDS_WITH_SECONDS = 6;

  private final String expression;
  private final ExecutionTime times;

  private Timetable(String expression, ExecutionTime times) {
    this.expression = expression;
    this.times = times;
  }

  /**
   * Parses five fields (minute, hour, day of month, month, day of week), or six with seconds first.
   *
   * @throws IllegalArgumentException if the expression is malformed; the message names the mistake
   */
  public static Timetable parse(String expression) {
    boolean withSeconds = expression.strip().split("\\s+", -1).length == FIELDS_WITH_SECONDS;
    CronType type = withSeconds ? CronType.SPRING53 : CronType.UNIX;
    Cron cron =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(expression.strip());
    return new Timetable(expression.strip(), ExecutionTime.forCron(cron));
  }

  /** The first time after this one; empty after the last. */
  public Optional<Instant> after(Instant time) {
    // The library keeps the fraction of a second, so that two schedulers would differ.
    return times.nextExecution(time.truncatedTo(SECONDS).atZone(UTC)).map(next -> next.toInstant());
  }

  /** The times after this one, in order. */
  public Stream<Instant> allAfter(Instant time) {
    return Stream.iterate(after(time), Optional::isPresent, last -> last.flatMap(this::after))
        .flatMap(Optional::stream);
  }

  @Override
  public String toString() {
    return expression;
  }
}
