package dev.tgfetcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static List<Long> samples(LongStream values) {
    return values.boxed().toList();
  }

  @Test
  void what_stays_after_a_warm_up_does_not_grow() {
    List<Long> warmUp =
        samples(
            LongStream.concat(LongStream.range(0, 10), LongStream.generate(() -> 10).limit(20)));

    assertThat(Growth.of("threads", warmUp, 4, 0)).isEqualTo(new Growth("threads", 10, 10, 4));
    assertThat(Growth.of("threads", warmUp, 4, 0).isTooMuch()).isFalse();
  }

  @Test
  void what_grows_steadily_is_found() {
    Growth growth = Growth.of("threads", samples(LongStream.range(100, 130)), 8, 0);

    assertThat(growth.isTooMuch()).isTrue();
    assertThat(growth.row()).isEqualTo("| threads | 115 | 125 | 10 | 8 |");
  }

  @Test
  void single_outliers_are_no_growth() {
    List<Long> samples = samples(LongStream.range(0, 30).map(i -> i % 7 == 6 ? 500 : 100));

    assertThat(Growth.of("file handles", samples, 16, 0).isTooMuch()).isFalse();
  }

  @Test
  void much_may_grow_by_its_share() {
    List<Long> samples = samples(LongStream.range(1_000, 1_300));

    assertThat(Growth.of("keys", samples, 50, 25).isTooMuch()).isFalse();
    assertThat(Growth.of("keys", samples, 50, 5).isTooMuch()).isTrue();
  }
}
