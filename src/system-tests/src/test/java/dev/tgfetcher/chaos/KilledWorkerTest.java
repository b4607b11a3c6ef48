package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hardest case of recovery: the only worker, with the only session. */
class KilledWorkerTest {
  /** The promise: an orphan runs again within so long. */
  private static final Duration ORPHANED = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  @Tag("chaos")
  void the_successor_of_the_only_worker_runs_its_command_within_half_a_minute() throws Exception {
    try (ChaosFixture scene = ChaosFixture.open(folder, 1)) {
      scene.slowDown(Duration.ofSeconds(60));
      ChaosWorkerProcess worker = scene.worker("worker-1", Map.of());
      String payload = scene.push("orphan", ChaosWorld.FIRST_DAY);
      scene.awaitInHand(worker);

      worker.kill();
      ChaosWorkerProcess successor = scene.start("worker-2", Map.of());

      await().atMost(ORPHANED).until(() -> scene.redis().heldBy(successor.id()).contains(payload));
      assertThat(scene.redis().counter(payload, "interruptions")).isEqualTo("1");
    }
  }

  @Test
  @Tag("chaos")
  void a_day_that_was_written_and_not_announced_is_announced_by_the_successor() throws Exception {
    try (ChaosFixture scene = ChaosFixture.open(folder, 1)) {
      scene.slowDown(Duration.ofSeconds(1));
      ChaosWorkerProcess worker = scene.worker("worker-1", Map.of());
      scene.push("untold", ChaosWorld.FIRST_DAY);
      scene.awaitInHand(worker);
      scene.redis().kill();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Files.exists(scene.file(ChaosWorld.FIRST_DAY)));

      worker.kill();
      byte[] written = Files.readAllBytes(scene.file(ChaosWorld.FIRST_DAY));
      scene.redis().start();
      scene.start("worker-2", Map.of());

      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> scene.redis().events().toString().contains("messages_fetched"));
      await().until(() -> scene.redis().held().isEmpty() && scene.redis().pending().isEmpty());
      assertThat(scene.redis().events())
          .filteredOn(event -> event.contains("messages_fetched"))
          .singleElement()
          .asString()
          .contains("\"command_id\":\"untold\"", "\"revision\":1");
      assertThat(scene.file(ChaosWorld.FIRST_DAY)).hasBinaryContent(written);
    }
  }
}
