package dev.tgfetcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.health.LivenessTracker.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkerHealthTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicReference<Optional<String>> redis = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<String>> storage = new AtomicReference<>(Optional.empty());
  private final AtomicReference<String> circuit = new AtomicReference<>("closed");
  private final AtomicReference<String> sessions = new AtomicReference<>("main");
  private final LivenessTracker liveness = new LivenessTracker(now::get);
  private final WorkerHealth health =
      new WorkerHealth(
          "host-1-abcdef",
          "1.0",
          liveness,
          redis::get,
          storage::get,
          circuit::get,
          () -> Map.of("reaper", 2L));

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  @Test
  void a_working_worker_is_live_ready_and_healthy() {
    health.working(sessions::get, () -> 3);
    health.fetched(Instant.parse("2025-11-08T10:00:00Z"));

    assertThat(health.live().status()).isEqualTo(200);
    assertThat(health.ready().status()).isEqualTo(200);
    assertThat(health.health())
        .isEqualTo(
            new EndpointResponse(
                200,
                "application/json",
                "{\"status\":\"up\",\"redis\":\"up\",\"telegram\":\"up\","
                    + "\"storage\":\"up\",\"last_fetch\":\"2025-11-08T10:00:00Z\",\"session\":\"main\",\"outbox\":3,"
                    + "\"details\":{\"worker_id\":\"host-1-abcdef\",\"version\":\"1.0\","
                    + "\"draining\":false,\"reasons\":[],\"paused\":\"\",\"frozen\":{},"
                    + "\"thread_failures\":{\"reaper\":2}}}"));
  }

  @Test
  void without_a_session_it_is_live_and_not_ready() {
    assertThat(health.live().status()).isEqualTo(200);
    assertThat(health.ready().status()).isEqualTo(503);
    assertThat(health.health().body()).contains("\"session\":null", "it has no session");
  }

  @Test
  void a_worker_whose_accounts_are_frozen_is_not_ready_and_says_why() {
    health.working(() -> "", () -> 0);
    health.frozen(() -> Map.of("main", "the account is frozen: appeal at https://t.me/spambot"));

    assertThat(health.live().status()).isEqualTo(200);
    assertThat(health.ready().status()).isEqualTo(503);
    assertThat(health.ready().body()).contains("session main: the account is frozen");
    assertThat(health.health().body()).contains("\"frozen\":{\"main\":\"the account is frozen");
  }

  @Test
  void a_worker_with_another_session_is_healthy_beside_a_frozen_account() {
    health.working(sessions::get, () -> 0);
    health.frozen(() -> Map.of("second", "the account is frozen"));

    assertThat(health.health().status()).isEqualTo(200);
    assertThat(health.health().body()).contains("\"frozen\":{\"second\"");
  }

  @Test
  void without_redis_it_is_live_and_not_ready() {
    health.working(sessions::get, () -> 0);
    redis.set(Optional.of("Redis at redis://here does not answer"));

    assertThat(health.live().status()).isEqualTo(200);
    assertThat(health.ready().body()).contains("Redis at redis://here does not answer");
    assertThat(health.health().status()).isEqualTo(503);
  }

  @Test
  void while_the_storage_refuses_it_is_live_and_not_ready() {
    health.working(sessions::get, () -> 0);
    storage.set(Optional.of("the storage cannot be written: No space left on device"));

    assertThat(health.live().status()).isEqualTo(200);
    assertThat(health.ready().status()).isEqualTo(503);
    assertThat(health.health().body()).contains("\"storage\":\"down\"", "No space left");
  }

  @Test
  void while_the_circuit_is_open_it_is_ready_and_not_healthy() {
    health.working(sessions::get, () -> 0);
    circuit.set("open");

    assertThat(health.ready().status()).isEqualTo(200);
    assertThat(health.health().status()).isEqualTo(503);
    assertThat(health.health().body()).contains("\"telegram\":\"down\"");
  }

  @Test
  void a_loop_that_stands_still_makes_the_worker_not_live_and_is_named() {
    try (Loop other = liveness.begin("reaper");
        Loop stuck = liveness.begin("processor-1")) {
      health.working(sessions::get, () -> 0);
      stuck.beat();
      pass(WorkerHealth.LONGEST_SILENCE.plusSeconds(1));
      other.beat();

      assertThat(health.live().status()).isEqualTo(503);
      assertThat(health.live().body()).contains("\"silent_loop\":\"processor-1\"");
      assertThat(health.isLive()).isFalse();
      assertThat(health.health().body()).contains("processor-1 has made no progress for 601 s");
      assertThat(health.summary()).isEqualTo("processor-1 has made no progress for 601 s");
      stuck.beat();

      assertThat(health.live().status()).isEqualTo(200);
      assertThat(health.summary()).isEqualTo("up");
    }
  }

  /** The thread that reads pages in advance works for its processor, and ends with the command. */
  @Test
  void thirty_minutes_of_work_with_threads_that_end_are_live() throws Exception {
    try (Loop processor = liveness.begin("processor-1")) {
      for (int minute = 1; minute <= 30; minute++) {
        Thread ahead = new Thread(LivenessTracker::beat);
        ahead.start();
        ahead.join();
        pass(Duration.ofMinutes(1));

        assertThat(health.live().status()).as("minute %d", minute).isEqualTo(200);
        assertThat(health.live().body()).contains("\"silent_seconds\":60");
      }
      pass(WorkerHealth.LONGEST_SILENCE);

      assertThat(health.live().status()).isEqualTo(503);
      processor.beat();
      assertThat(health.live().status()).isEqualTo(200);
    }
  }

  @Test
  void an_ended_loop_is_not_stuck() throws Exception {
    Thread ahead;
    try (Loop loop = liveness.begin("session-wait")) {
      loop.beat();
      ahead = new Thread(LivenessTracker::beat);
    }
    pass(Duration.ofDays(1));
    ahead.start();
    ahead.join();

    assertThat(liveness.longestSilence()).isEmpty();
    assertThat(health.live().status()).isEqualTo(200);
  }

  @Test
  void a_draining_worker_is_live_and_not_ready() {
    try (Loop stuck = liveness.begin("processor-1")) {
      health.working(sessions::get, () -> 0);
      stuck.beat();
      health.draining();
      pass(Duration.ofDays(1));

      assertThat(health.ready().body()).contains("it is stopping");
      assertThat(health.live().status()).isEqualTo(200);
    }
  }
}
