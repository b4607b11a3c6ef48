package dev.tgfetcher.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  @ParameterizedTest
  @CsvSource({
    "20/s, 20/s, 50000",
    "30/60s, 30/60s, 2000000",
    "10/5m, 10/300s, 30000000",
    "1 / 1h, 1/3600s, 3600000000"
  })
  void a_rate_is_requests_per_period(String text, String canonical, long interval) {
    Rate rate = Rate.parse(text);

    assertThat(rate).hasToString(canonical);
    assertThat(rate.intervalMicros()).isEqualTo(interval);
    assertThat(Rate.parse(rate.toString())).isEqualTo(rate);
  }

  @Test
  void a_burst_permits_requests_at_once() {
    Rate rate = Rate.parse("10 + 1/60s");

    assertThat(rate).hasToString("10+1/60s");
    assertThat(Rate.parse("10+1/60s")).isEqualTo(rate);
    assertThat(rate.windowMicros()).isEqualTo(600_000_000);
    assertThat(Rate.parse("20/s").windowMicros()).isEqualTo(500_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "20", "20/", "/s", "-1/s", "1.5/s", "20/ms", "20/s/s", "10+", "+1/60s", "1+1+1/s",
        "fast"
      })
  void another_text_is_refused_with_valid_forms(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30/60s");
  }

  @Test
  void zero_requests_and_too_short_or_long_periods_are_refused() {
    assertThatThrownBy(() -> Rate.parse("0/s")).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Rate.parse("1/0s")).hasMessageContaining("period");
    assertThatThrownBy(() -> new Rate(1, Duration.ofDays(2))).hasMessageContaining("period");
  }
}
