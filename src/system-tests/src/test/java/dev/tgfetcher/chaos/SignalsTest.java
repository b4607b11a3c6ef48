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

/** What a worker's process does when it is told to stop. */
class SignalsTest {
  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;
  private static final String WORKER = "worker-1";

  @TempDir Path folder;
  private ChaosFixture scene;

  @BeforeEach
  void open() throws Exception {
    scene = ChaosFixture.open(folder, 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void sigterm_is_quiet_finishes_what_fits_closes_tdlib_and_ends_the_heartbeat_last()
      throws IOException {
    scene.holdPages();
    try (RedisMonitor told = scene.redis().monitor()) {
      ChaosWorkerProcess worker = scene.worker(WORKER, Map.of("SHUTDOWN_TIMEOUT", "50s"));
      scene.push("first", DAY);
      scene.awaitInHand(worker);
      String second = scene.push("second", DAY.plusDays(1));

      worker.terminate();
      awaitStopping(worker);
      scene.letPagesGo();

      assertThat(worker.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(scene.file(DAY)).exists();
      assertThat(scene.redis().events()).filteredOn(e -> e.contains("messages_fetched")).hasSize(1);
      assertThat(scene.redis().pending()).containsExactly(second);
      assertThat(scene.redis().counter(second, "claims")).isNull();
      assertThat(scene.redis().living()).isEmpty();

      told.awaitNow();
      int completed = told.last("lua", "lrem", ":processing:" + WORKER);
      int sessionFreed = told.last("lua", "del", "tg_lock:session:session-0");
      int heartbeatEnded = told.last("del", ":worker:" + WORKER);
      assertThat(List.of(completed, sessionFreed, heartbeatEnded)).doesNotContain(-1).isSorted();
      assertThat(told.last("hset", ":worker:" + WORKER)).isLessThan(heartbeatEnded);
      assertThat(worker.output()).noneMatch(line -> line.contains("did not close"));
    }
  }

  private static void awaitStopping(ChaosWorkerProcess worker) {
    await().until(() -> worker.output().stream().anyMatch(line -> line.contains("Stopping")));
  }

  @Test
  void what_does_not_fit_into_the_timeout_goes_back_untouched() {
    scene.slowDown(Duration.ofSeconds(60));
    ChaosWorkerProcess worker = scene.worker(WORKER, Map.of("SHUTDOWN_TIMEOUT", "1s"));
    String payload = scene.push("long", DAY);
    scene.awaitInHand(worker);

    worker.terminate();

    assertThat(worker.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(scene.redis().pending()).containsExactly(payload);
    assertThat(scene.redis().held()).isEmpty();
    assertThat(scene.redis().counter(payload, "attempts")).isNull();
    assertThat(scene.redis().counter(payload, "interruptions")).isNull();
    assertThat(scene.redis().living()).isEmpty();
    assertThat(scene.file(DAY)).doesNotExist();
  }

  @Test
  void a_second_sigint_ends_it_at_once_and_the_first_one_does_not() {
    scene.slowDown(Duration.ofSeconds(60));
    ChaosWorkerProcess worker = scene.worker(WORKER, Map.of("SHUTDOWN_TIMEOUT", "50s"));
    String payload = scene.push("long", DAY);
    scene.awaitInHand(worker);

    worker.interrupt();
    awaitStopping(worker);
    assertThat(worker.isAlive()).isTrue();
    worker.interrupt();

    await().until(() -> !worker.isAlive());
    assertThat(worker.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(scene.redis().heldBy(WORKER)).containsExactly(payload);
  }

  @Test
  void one_sigint_is_a_stop_in_order() {
    ChaosWorkerProcess worker = scene.worker(WORKER, Map.of());

    worker.interrupt();

    assertThat(worker.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(scene.redis().living()).isEmpty();
  }
}
