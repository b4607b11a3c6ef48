package dev.tgfetcher.cli.option;

import dev.tgfetcher.config.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as an operator writes it: {@code 1h30m} ago, a UTC day by its date or as {@code yesterday}
 * or {@code today}, or an ISO 8601 instant. A day means its start.
 */
public sealed interface TimeArgument {
  /** The instant that is meant, if it is {@code now}. */
  Instant before(Instant now);

  record Ago(Duration duration) implements TimeArgument {
    @Override
    public Instant before(Instant now) {
      return now.minus(duration);
    }
  }

  record At(Instant instant) implements TimeArgument {
    @Override
    public Instant before(Instant now) {
      return instant;
    }
  }

  record StartOf(DayArgument day) implements TimeArgument {
    @Override
    public Instant before(Instant now) {
      return day.on(LocalDate.ofInstant(now, ZoneOffset.UTC))
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    }
  }

  /** Converts options of this type. */
  final class Converter implements ITypeConverter<TimeArgument> {
    @Override
    public TimeArgument convert(String text) {
      try {
        if (text.contains("T")) {
          return new At(Instant.parse(text));
        }
        return DayArgument.parse(text)
            .<TimeArgument>map(StartOf::new)
            .orElseGet(() -> new Ago(DurationText.parse(text)));
      } catch (DateTimeParseException | IllegalArgumentException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no time: write 1h30m, 2d, 1w, yesterday, 2025-11-07 or"
                + " 2025-11-07T10:30:00Z");
      }
    }
  }
}
