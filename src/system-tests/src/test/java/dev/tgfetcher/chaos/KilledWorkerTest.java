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
  /** The promised time until a killed worker's command runs again. */
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  @Tag("chaos")
  void the_successor_of_the_only_worker_runs_its_command_within_30_seconds() throws Exception {
    try (ChaosFixture fixture = ChaosFixture.open(folder, 1)) {
      fixture.slowDown(Duration.ofSeconds(60));
      ChaosWorkerProcess worker = fixture.worker("worker-1", Map.of());
      String payload = fixture.push("orphan", ChaosWorld.FIRST_DAY);
      fixture.awaitLease(worker);

      worker.kill();
      ChaosWorkerProcess successor = fixture.start("worker-2", Map.of());

      await()
          .atMost(LONGEST_RECOVERY)
          .until(() -> fixture.redis().leasedBy(successor.id()).contains(payload));
      assertThat(fixture.redis().counter(payload, "interruptions")).isEqualTo("1");
    }
  }

  @Test
  @Tag("chaos")
  void the_successor_announces_a_day_that_was_written_and_not_announced() throws Exception {
    try (ChaosFixture fixture = ChaosFixture.open(folder, 1)) {
      fixture.slowDown(Duration.ofSeconds(1));
      ChaosWorkerProcess worker = fixture.worker("worker-1", Map.of());
      fixture.push("unannounced", ChaosWorld.FIRST_DAY);
      fixture.awaitLease(worker);
      fixture.redis().kill();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Files.exists(fixture.file(ChaosWorld.FIRST_DAY)));

      worker.kill();
      byte[] written = Files.readAllBytes(fixture.file(ChaosWorld.FIRST_DAY));
      fixture.redis().start();
      fixture.start("worker-2", Map.of());

      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> fixture.redis().events().toString().contains("messages_fetched"));
      await()
          .until(() -> fixture.redis().inFlight().isEmpty() && fixture.redis().pending().isEmpty());
      assertThat(fixture.redis().events())
          .filteredOn(event -> event.contains("messages_fetched"))
          .singleElement()
          .asString()
          .contains("\"command_id\":\"unannounced\"", "\"revision\":1");
      assertThat(fixture.file(ChaosWorld.FIRST_DAY)).hasBinaryContent(written);
    }
  }
}
