package dev.tgfetcher.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairnessTest {
  /** Four at a time, each 10 s. */
  private static List<Duration> line(int commands) {
    return new ArrayList<>(
        IntStream.range(0, commands).mapToObj(i -> Duration.ofSeconds(10L * (1 + i / 4))).toList());
  }

  @Test
  void whoever_stands_farther_back_waits_longer_and_that_is_fair() {
    assertThat(new Fairness(line(200)).worst(8)).isLessThanOrEqualTo(2);
  }

  @Test
  void one_that_is_passed_over_shows_wherever_it_stands() {
    for (int place : new int[] {0, 1, 40, 100}) {
      List<Duration> line = line(200);
      line.set(place, line.get(place).multipliedBy(5));

      assertThat(new Fairness(line).worst(8)).as("place " + place).isGreaterThan(1.9);
    }
  }

  @Test
  void one_that_takes_as_long_as_four_of_its_equals_is_told() {
    List<Duration> line = line(40);
    line.set(20, line.get(20).multipliedBy(4));

    assertThat(new Fairness(line).worst(8)).isGreaterThan(3);
  }
}
