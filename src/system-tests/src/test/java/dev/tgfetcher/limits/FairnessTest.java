package dev.tgfetcher.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairnessTest {
  /** Times of commands of which four run at a time, for 10 s each. */
  private static List<Duration> times(int commands) {
    return new ArrayList<>(
        IntStream.range(0, commands).mapToObj(i -> Duration.ofSeconds(10L * (1 + i / 4))).toList());
  }

  @Test
  void a_later_command_waits_longer_which_is_fair() {
    assertThat(new Fairness(times(200)).worst(8)).isLessThanOrEqualTo(2);
  }

  @Test
  void a_command_that_others_overtake_shows_at_every_place() {
    for (int place : new int[] {0, 1, 40, 100}) {
      List<Duration> times = times(200);
      times.set(place, times.get(place).multipliedBy(5));

      assertThat(new Fairness(times).worst(8)).as("place " + place).isGreaterThan(1.9);
    }
  }

  @Test
  void a_command_four_times_as_slow_as_its_neighbours_shows() {
    List<Duration> times = times(40);
    times.set(20, times.get(20).multipliedBy(4));

    assertThat(new Fairness(times).worst(8)).isGreaterThan(3);
  }
}
