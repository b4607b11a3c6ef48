package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.health.LivenessTracker;
import dev.tgfetcher.health.WorkerHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sleeps on a clock that the test moves. */
class BeatingSleeperTest {
  private final List<Duration> slept = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private Duration wakesAt = Duration.ofDays(1000);
  private Duration longestSilence = Duration.ZERO;
  private final LivenessTracker liveness = new LivenessTracker(() -> Instant.EPOCH.plus(now));
  private final BeatingSleeper sleeper =
      new BeatingSleeper(this::pass, LivenessTracker::beat, () -> now.toNanos());

  private void pass(Duration time) {
    Duration end = now.plus(time);
    now = end.compareTo(wakesAt) < 0 ? end : wakesAt;
    slept.add(time);
    Duration silence = liveness.longestSilence().orElseThrow().time();
    longestSilence = silence.compareTo(longestSilence) > 0 ? silence : longestSilence;
  }

  @Test
  void a_wait_of_hours_for_a_permit_beats_all_the_time() throws Exception {
    try (LivenessTracker.Loop processor = liveness.begin("processor-1")) {
      processor.beat();
      sleeper.sleep(Duration.ofHours(5));

      assertThat(now).isEqualTo(Duration.ofHours(5));
      assertThat(longestSilence).isLessThan(WorkerHealth.LONGEST_SILENCE.dividedBy(2));
    }
  }

  @Test
  void a_thread_that_is_woken_sleeps_no_longer() throws Exception {
    wakesAt = Duration.ofSeconds(40);
    try (LivenessTracker.Loop processor = liveness.begin("processor-1")) {
      processor.beat();
      sleeper.sleep(Duration.ofHours(5));

      assertThat(now).isEqualTo(wakesAt);
    }
  }

  @Test
  void a_short_sleep_is_one_part() throws Exception {
    try (LivenessTracker.Loop processor = liveness.begin("processor-1")) {
      processor.beat();
      sleeper.sleep(Duration.ofSeconds(2));

      assertThat(slept).containsExactly(Duration.ofSeconds(2));
    }
  }
}
