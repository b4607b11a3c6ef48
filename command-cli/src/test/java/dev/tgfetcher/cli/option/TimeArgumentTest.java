package dev.tgfetcher.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeArgumentTest {
  private static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "2h,2025-11-08T08:30:00Z",
    "1d,2025-11-07T10:30:00Z",
    "1h30m,2025-11-08T09:00:00Z",
    "1w,2025-11-01T10:30:00Z",
    "yesterday,2025-11-07T00:00:00Z",
    "today,2025-11-08T00:00:00Z",
    "2025-11-07,2025-11-07T00:00:00Z",
    "2025-11-07T01:02:03Z,2025-11-07T01:02:03Z"
  })
  void times_are_ago_or_at(String text, Instant expected) {
    assertThat(new TimeArgument.Converter().convert(text).before(NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2025-13-01", "2h ago", "2025-11-07T25:00:00Z"})
  void other_words_are_refused(String text) {
    assertThatThrownBy(() -> new TimeArgument.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is no time");
  }
}
