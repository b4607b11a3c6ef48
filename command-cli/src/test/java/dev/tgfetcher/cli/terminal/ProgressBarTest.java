package dev.tgfetcher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.fetch.ChatProgressLine;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  @Test
  void it_fills_from_the_left() {
    assertThat(ProgressBar.of(0, 10, 12)).isEqualTo("[..........]");
    assertThat(ProgressBar.of(5, 10, 12)).isEqualTo("[#####.....]");
    assertThat(ProgressBar.of(10, 10, 12)).isEqualTo("[##########]");
  }

  @Test
  void it_gives_way_to_the_text_where_there_is_little_room() {
    assertThat(ProgressBar.before("half of it", 1, 2, 12, 77)).isEqualTo("[#####.....] half of it");
    assertThat(ProgressBar.before("half of it", 1, 2, 12, 20)).isEqualTo("[###....] half of it");
    assertThat(ProgressBar.before("half of it", 1, 2, 12, 16)).isEqualTo("half of it");
  }

  @Test
  void a_fetch_shows_the_reason_of_a_wait_before_the_numbers() {
    ChatProgressLine picture =
        new ChatProgressLine(
            "@harbour", OptionalInt.of(4), 1, 1_200, Duration.ofSeconds(2), "flood wait 9 s");

    assertThat(picture.line(77))
        .isEqualTo("@harbour  [##........] 3 days left  flood wait 9 s  1,200 messages  600/s");
    assertThat(picture.line(37)).startsWith("@harbour  3 days left  flood wait 9 s  ");
  }
}
