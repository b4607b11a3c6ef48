package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.testing.RedisMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shutdown of a worker process after SIGTERM and SIGINT. */
class SignalsTest {
  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;
  private static final String WORKER = "worker-1";

  @TempDir Path folder;
  private ChaosFixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = ChaosFixture.open(folder, 1);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void sigterm_finishes_the_running_command_closes_tdlib_and_ends_the_heartbeat_last()
      throws IOException {
    fixture.blockPages();
    try (RedisMonitor monitor = fixture.redis().monitor()) {
      ChaosWorkerProcess worker = fixture.worker(WORKER, Map.of("SHUTDOWN_TIMEOUT", "50s"));
      fixture.push("first", DAY);
      fixture.awaitLease(worker);
      String second = fixture.push("second", DAY.plusDays(1));

      worker.terminate();
      awaitStopping(worker);
      fixture.unblockPages();

      assertThat(worker.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(fixture.file(DAY)).exists();
      assertThat(fixture.redis().events())
          .filteredOn(e -> e.contains("messages_fetched"))
          .hasSize(1);
      assertThat(fixture.redis().pending()).containsExactly(second);
      assertThat(fixture.redis().counter(second, "claims")).isNull();
      assertThat(fixture.redis().living()).isEmpty();

      monitor.awaitRecorded();
      int completed = monitor.lastIndexOf("lua", "lrem", ":processing:" + WORKER);
      int sessionFreed = monitor.lastIndexOf("lua", "del", "tg_lock:session:session-0");
      int heartbeatEnded = monitor.lastIndexOf("del", ":worker:" + WORKER);
      assertThat(List.of(completed, sessionFreed, heartbeatEnded)).doesNotContain(-1).isSorted();
      assertThat(monitor.lastIndexOf("hset", ":worker:" + WORKER)).isLessThan(heartbeatEnded);
      assertThat(worker.output()).noneMatch(line -> line.contains("did not close"));
    }
  }

  private static void awaitStopping(ChaosWorkerProcess worker) {
    await().until(() -> worker.output().stream().anyMatch(line -> line.contains("Stopping")));
  }

  @Test
  void a_command_that_exceeds_the_timeout_is_requeued_unchanged() {
    fixture.slowDown(Duration.ofSeconds(60));
    ChaosWorkerProcess worker = fixture.worker(WORKER, Map.of("SHUTDOWN_TIMEOUT", "1s"));
    String payload = fixture.push("long", DAY);
    fixture.awaitLease(worker);

    worker.terminate();

    assertThat(worker.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(fixture.redis().pending()).containsExactly(payload);
    assertThat(fixture.redis().inFlight()).isEmpty();
    assertThat(fixture.redis().counter(payload, "attempts")).isNull();
    assertThat(fixture.redis().counter(payload, "interruptions")).isNull();
    assertThat(fixture.redis().living()).isEmpty();
    assertThat(fixture.file(DAY)).doesNotExist();
  }

  @Test
  void a_second_sigint_ends_the_worker_at_once_and_the_first_one_does_not() {
    fixture.slowDown(Duration.ofSeconds(60));
    ChaosWorkerProcess worker = fixture.worker(WORKER, Map.of("SHUTDOWN_TIMEOUT", "50s"));
    String payload = fixture.push("long", DAY);
    fixture.awaitLease(worker);

    worker.interrupt();
    awaitStopping(worker);
    assertThat(worker.isAlive()).isTrue();
    worker.interrupt();

    await().until(() -> !worker.isAlive());
    assertThat(worker.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(fixture.redis().leasedBy(WORKER)).containsExactly(payload);
  }

  @Test
  void one_sigint_is_an_orderly_stop() {
    ChaosWorkerProcess worker = fixture.worker(WORKER, Map.of());

    worker.interrupt();

    assertThat(worker.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(fixture.redis().living()).isEmpty();
  }
}
