package dev.tgfetcher.cli.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimetableTest {
  @Test
  void times_are_whole_seconds_whenever_one_asks() {
    Timetable everySecond = Timetable.parse("* * * * * *");

    assertThat(everySecond.after(Instant.parse("2025-11-08T10:30:00.061930958Z")))
        .contains(Instant.parse("2025-11-08T10:30:01Z"));
    assertThat(everySecond.after(Instant.parse("2025-11-08T10:30:01Z")))
        .contains(Instant.parse("2025-11-08T10:30:02Z"));
    assertThat(Timetable.parse("30 * * * *").after(Instant.parse("2025-11-08T10:29:59.999Z")))
        .contains(Instant.parse("2025-11-08T10:30:00Z"));
  }
}
