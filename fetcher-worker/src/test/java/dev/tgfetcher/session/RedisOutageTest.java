package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisTimeoutException;

class RedisOutageTest {
  private final RedisOutage outage =
      new RedisOutage("redis://here", CircuitBreaker.withoutLog("Redis", Duration.ofMillis(1)));

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(outage.recordFailure(new RedisTimeoutException("on purpose"))).isTrue();
    }
  }

  @Test
  void five_failures_open_the_circuit_and_one_probe_at_a_time_is_admitted() {
    fail(4);
    assertThat(outage.circuit().state()).isEqualTo("closed");

    fail(1);
    assertThat(outage.circuit().state()).isEqualTo("open");
    await().until(() -> outage.circuit().tryAcquire());

    assertThat(outage.circuit().state()).isEqualTo("half_open");
    assertThat(outage.circuit().tryAcquire()).isFalse();
    fail(1);
    assertThat(outage.circuit().state()).isEqualTo("open");
  }

  @Test
  void an_answer_ends_the_outage_and_closes_the_circuit() {
    fail(5);
    assertThat(outage.isOngoing()).isTrue();

    outage.recordAnswer();

    assertThat(outage.isOngoing()).isFalse();
    assertThat(outage.circuit().state()).isEqualTo("closed");
  }

  @Test
  void redis_is_not_up_before_it_was_asked() {
    assertThat(outage.problem()).contains("Redis at redis://here has not answered yet");
    assertThat(outage.isOngoing()).isFalse();

    outage.recordAnswer();

    assertThat(outage.problem()).isEmpty();
  }

  @Test
  void silence_is_called_so_and_a_refusal_is_not() {
    fail(1);
    assertThat(outage.problem()).contains("Redis at redis://here does not answer");

    outage.recordFailure(new RedisLoadingException("LOADING Redis is loading the dataset"));

    assertThat(outage.problem().orElseThrow()).contains("does not have its data yet");
  }
}
