package dev.tgfetcher.cli.option;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A UTC day as an operator writes it: a date, {@code yesterday} or {@code today}. */
public sealed interface DayArgument {
  Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** The day that is meant on this day. */
  LocalDate on(LocalDate today);

  record Date(LocalDate date) implements DayArgument {
    @Override
    public LocalDate on(LocalDate today) {
      return date;
    }
  }

  record DaysAgo(int days) implements DayArgument {
    @Override
    public LocalDate on(LocalDate today) {
      return today.minusDays(days);
    }
  }

  /**
   * Parses a day; empty for a text of another form.
   *
   * @throws DateTimeParseException if the text is a date that does not exist
   */
  static Optional<DayArgument> parse(String text) {
    if (DATE.matcher(text).matches()) {
      return Optional.of(new Date(LocalDate.parse(text)));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "today" -> Optional.of(new DaysAgo(0));
      case "yesterday" -> Optional.of(new DaysAgo(1));
      default -> Optional.empty();
    };
  }

  /** Converts options of this type. */
  final class Converter implements ITypeConverter<DayArgument> {
    @Override
    public DayArgument convert(String text) {
      try {
        return parse(text)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'" + text + "' is no day: write 2025-11-07, yesterday or today"));
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is a date that does not exist");
      }
    }
  }
}
