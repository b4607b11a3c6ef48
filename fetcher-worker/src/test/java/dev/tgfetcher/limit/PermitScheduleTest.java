package dev.tgfetcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermitScheduleTest {
  private static final long SECOND = 1_000_000;
  private static final long EVER = 1000 * SECOND;

  /** One permit a second; the rate recovers in 100 s. */
  private final PermitSchedule schedule = new PermitSchedule(SECOND, 100 * SECOND, SECOND / 2);

  @Test
  void a_request_takes_the_next_permit() {
    assertThat(schedule.reserve(0, 0, EVER)).isZero();
    assertThat(schedule.reserve(0, 0, EVER)).isEqualTo(SECOND);
    assertThat(schedule.reserve(SECOND / 2, 0, EVER)).isEqualTo(3 * SECOND / 2);
  }

  @Test
  void unused_permits_are_not_saved_up() {
    schedule.reserve(0, 0, EVER);

    assertThat(schedule.reserve(60 * SECOND, 0, EVER)).isZero();
    assertThat(schedule.reserve(60 * SECOND, 0, EVER)).isEqualTo(SECOND);
  }

  @Test
  void a_fast_rate_can_take_the_unused_permits_of_half_a_second() {
    PermitSchedule fast = new PermitSchedule(SECOND / 10, 100 * SECOND, SECOND / 2);

    for (int i = 0; i < 5; i++) {
      assertThat(fast.reserve(60 * SECOND, 0, EVER)).isNotPositive();
    }
    assertThat(fast.reserve(60 * SECOND, 0, EVER)).isEqualTo(SECOND / 10);
  }

  @Test
  void a_burst_can_take_the_unused_permits_of_its_window() {
    PermitSchedule names = new PermitSchedule(60 * SECOND, 100 * SECOND, 600 * SECOND);

    for (int i = 0; i < 10; i++) {
      assertThat(names.reserve(0, 0, EVER)).isNotPositive();
    }
    assertThat(names.reserve(0, 0, EVER)).isEqualTo(60 * SECOND);
    assertThat(names.reserve(180 * SECOND, 0, EVER)).isNotPositive();
    assertThat(names.reserve(180 * SECOND, 0, EVER)).isNotPositive();
    assertThat(names.reserve(180 * SECOND, 0, EVER)).isEqualTo(60 * SECOND);
  }

  @Test
  void requests_without_permit_are_waited_for() {
    assertThat(schedule.reserve(0, 2, EVER)).isEqualTo(2 * SECOND);
    assertThat(schedule.reserve(0, 0, EVER)).isEqualTo(3 * SECOND);
  }

  @Test
  void an_unused_permit_counts_for_the_next_request() {
    schedule.reserve(0, 0, EVER);

    assertThat(schedule.reserve(0, -1, EVER)).isZero();
    assertThat(schedule.reserve(0, 0, EVER)).isEqualTo(SECOND);
  }

  @Test
  void a_permit_that_is_too_far_away_is_not_taken() {
    schedule.reserve(0, 0, EVER);

    assertThat(schedule.reserve(0, 0, SECOND / 2)).isEqualTo(SECOND);
    assertThat(schedule.reserve(0, 0, EVER)).isEqualTo(SECOND);
  }

  @Test
  void a_released_permit_goes_to_the_next_request() {
    schedule.reserve(0, 0, EVER);
    schedule.reserve(0, 0, EVER);

    schedule.release(0);

    assertThat(schedule.reserve(0, 0, EVER)).isEqualTo(SECOND);
  }

  @Test
  void a_hold_cuts_the_rate_in_half_once_and_is_never_shortened() {
    assertThat(schedule.hold(0, 10 * SECOND)).isTrue();
    assertThat(schedule.hold(SECOND, 2 * SECOND)).isFalse();

    assertThat(schedule.isHeld(9 * SECOND)).isTrue();
    assertThat(schedule.reserve(9 * SECOND, 0, EVER)).isEqualTo(SECOND);
    assertThat(schedule.share(10 * SECOND)).isEqualTo(0.5);
    assertThat(schedule.reserve(10 * SECOND, 0, EVER)).isEqualTo(2 * SECOND);
  }

  @Test
  void a_rate_recovers_evenly_to_the_configured_one() {
    schedule.hold(0, 10 * SECOND);

    assertThat(schedule.share(20 * SECOND)).isEqualTo(0.6);
    assertThat(schedule.share(30 * SECOND)).isEqualTo(0.7);
    assertThat(schedule.share(60 * SECOND)).isEqualTo(1);
    assertThat(schedule.share(600 * SECOND)).isEqualTo(1);
  }

  @Test
  void repeated_holds_leave_the_smallest_share() {
    for (int i = 0; i < 20; i++) {
      schedule.hold(i * SECOND, SECOND);
    }

    assertThat(schedule.share(20 * SECOND)).isEqualTo(PermitSchedule.SMALLEST_SHARE);
  }
}
