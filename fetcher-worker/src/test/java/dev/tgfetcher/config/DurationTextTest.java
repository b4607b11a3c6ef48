package dev.tgfetcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"500ms, 500", "25s, 25000", "10m, 600000", "2h, 7200000", "1d, 86400000", "0s, 0"})
  void a_text_is_parsed_and_formatted_again(String text, long millis) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(DurationText.format(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"90s, 90s", "120s, 2m", "60m, 1h", "48h, 2d", "25H, 25h", "'5 m', 5m"})
  void the_largest_whole_unit_is_used(String text, String shortest) {
    assertThat(DurationText.format(DurationText.parse(text))).isEqualTo(shortest);
  }

  @ParameterizedTest
  @CsvSource({"1w, 10080", "1h30m, 90", "1d 2h, 1560", "1w1d1m, 11521"})
  void weeks_and_several_units_are_parsed(String text, long minutes) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "25", "-1s", "PT25S", "1.5s", "9999999999s", "s", "1h30", "1h and 5m"})
  void another_text_is_refused_with_valid_forms(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write it like");
  }
}
