package dev.tgfetcher.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisException;
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

  private static void onThread(String name, Runnable task) throws InterruptedException {
    Thread thread = new Thread(task, name);
    thread.start();
    thread.join();
  }

  private void refuse(String thread, String reply) throws InterruptedException {
    onThread(thread, () -> outage.recordFailure(new RedisException(reply)));
  }

  @Test
  void any_answer_ends_the_outage_of_a_server_that_was_silent() throws Exception {
    onThread("reaper", () -> outage.recordFailure(new RedisTimeoutException("on purpose")));

    onThread("heartbeat", outage::recordAnswer);

    assertThat(outage.isOngoing()).isFalse();
    assertThat(outage.tryAcquire()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "READONLY You can't write against a read only replica.",
        "NOREPLICAS Not enough good replicas to write.",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "NOPERM this user has no permissions to run the 'hset' command"
      })
  void a_refusal_ends_when_the_refused_request_succeeds(String reply) throws Exception {
    refuse("heartbeat", reply);
    onThread("retry-scheduler", outage::recordAnswer);

    assertThat(outage.problem().orElseThrow()).contains(reply).doesNotContain("does not answer");
    assertThat(outage.tryAcquire()).isFalse();
    onThread("heartbeat", outage::recordAnswer);

    assertThat(outage.problem()).isEmpty();
    assertThat(outage.tryAcquire()).isTrue();
  }

  @Test
  void a_success_after_a_refusal_of_the_whole_server_ends_it_for_all() throws Exception {
    refuse("heartbeat", "READONLY You can't write against a read only replica.");
    refuse("outbox-replay", "READONLY You can't write against a read only replica.");

    onThread("heartbeat", outage::recordAnswer);

    assertThat(outage.isOngoing()).isFalse();
  }

  @Test
  void a_right_that_is_missing_for_one_request_stays_missing_after_the_success_of_another()
      throws Exception {
    refuse("heartbeat", "NOPERM this user has no permissions to run the 'hset' command");
    refuse("outbox-replay", "NOPERM this user has no permissions to run the 'xadd' command");

    onThread("heartbeat", outage::recordAnswer);

    assertThat(outage.problem().orElseThrow()).contains("xadd");
    onThread("outbox-replay", outage::recordSuccess);
    assertThat(outage.isOngoing()).isFalse();
  }

  @Test
  void a_fault_of_one_request_is_no_outage() {
    assertThat(outage.recordFailure(new RedisException("WRONGTYPE Operation against a key")))
        .isFalse();
    assertThat(outage.recordFailure(new RedisException("ERR Error running script: a fault")))
        .isFalse();
    assertThat(outage.isOngoing()).isFalse();
  }
}
