package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Pace pace = new Pace(Duration.ofNanos(100), nanos::get);

  @Test
  void the_first_step_is_due_at_once_and_the_others_come_evenly() {
    assertThat(pace.reserve()).isZero();
    assertThat(pace.reserve()).isEqualTo(Duration.ofNanos(100));
    nanos.addAndGet(100);
    assertThat(pace.reserve()).isEqualTo(Duration.ofNanos(100));
    nanos.addAndGet(130);
    assertThat(pace.reserve()).isEqualTo(Duration.ofNanos(70));
  }

  @Test
  void a_delay_is_not_made_up_for_by_haste() {
    assertThat(pace.reserve()).isZero();
    nanos.addAndGet(1_000);

    assertThat(pace.reserve()).isZero();
    assertThat(pace.reserve()).isEqualTo(Duration.ofNanos(100));
  }

  @Test
  void without_an_interval_nothing_waits() {
    Pace unbounded = new Pace(Duration.ZERO, nanos::get);

    assertThat(unbounded.reserve()).isZero();
    assertThat(unbounded.reserve()).isZero();
  }
}
