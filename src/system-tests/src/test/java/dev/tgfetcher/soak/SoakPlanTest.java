package dev.tgfetcher.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakPlanTest {
  @Test
  void half_an_hour_has_three_rounds_with_every_fault_and_a_look_each_minute() {
    SoakPlan plan = new SoakPlan(Duration.ofMinutes(30));

    assertThat(plan.looks()).isEqualTo(30);
    assertThat(plan.pause()).isEqualTo(Duration.ofMinutes(1));
    assertThat(plan.faults()).hasSize(3 * SoakPlan.Fault.values().length);
    assertThat(plan.faults().get(6))
        .isEqualTo(
            new SoakPlan.Appointment(Duration.ofSeconds(630), 1, SoakPlan.Fault.SLOW_TELEGRAM));
    assertThat(plan.hasFullOutages()).isTrue();
  }

  @Test
  void a_short_run_has_one_round_and_shorter_outages() {
    SoakPlan plan = new SoakPlan(Duration.ofMinutes(4));

    assertThat(plan.rounds()).isEqualTo(1);
    assertThat(plan.looks()).isEqualTo(12);
    assertThat(plan.hasFullOutages()).isFalse();
    assertThat(plan.outage()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void eight_hours_have_a_round_each_ten_minutes() {
    SoakPlan plan = new SoakPlan(Duration.ofHours(8));

    assertThat(plan.rounds()).isEqualTo(48);
    assertThat(plan.looks()).isEqualTo(480);
  }

  @Test
  void a_run_too_short_for_its_faults_is_refused() {
    assertThatThrownBy(() -> new SoakPlan(Duration.ofMinutes(1))).hasMessageContaining("3m");
  }
}
