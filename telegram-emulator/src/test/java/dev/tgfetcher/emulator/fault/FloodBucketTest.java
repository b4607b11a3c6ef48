package dev.tgfetcher.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FloodBucketTest {
  private Instant now = Instant.EPOCH;
  private final FloodLimit limit = FloodLimit.of(1, Duration.ofSeconds(1), 2);
  private final FloodBucket bucket = new FloodBucket(limit, () -> now);

  @Test
  void a_burst_is_granted_and_the_next_one_refused() {
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bucket.granted()).isEqualTo(2);
    assertThat(bucket.refused()).isEqualTo(1);
  }

  @Test
  void tokens_refill_with_time_up_to_the_burst() {
    bucket.take();
    bucket.take();
    advance(10);

    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isPositive();
  }

  @Test
  void requests_during_a_wait_lengthen_the_next_one() {
    bucket.take();
    bucket.take();
    bucket.take();
    bucket.take();
    advance(1);
    bucket.take();

    assertThat(bucket.take()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void the_wait_ends_on_time() {
    bucket.take();
    bucket.take();
    Duration wait = bucket.take();
    advance(wait.toSeconds());

    assertThat(bucket.take()).isZero();
  }

  @Test
  void the_usage_is_a_share_of_the_refilled_tokens() {
    bucket.take();
    advance(2);

    assertThat(bucket.usage()).isCloseTo(1 / 2.0, within(0.001));
  }

  @Test
  void a_new_limit_applies_from_now_on() {
    bucket.changeLimit(FloodLimit.of(1, Duration.ofSeconds(10), 1));
    bucket.take();

    assertThat(bucket.take()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_limit_that_grants_nothing_is_refused() {
    assertThatThrownBy(() -> FloodLimit.of(0, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void advance(long seconds) {
    now = now.plusSeconds(seconds);
  }
}
