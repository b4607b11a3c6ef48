package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisTimeoutException;

class RedisOutageTest {
  private final RedisOutage outage =
      new RedisOutage(new CircuitBreaker("Redis", Duration.ofMillis(1)));

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
}
