package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is stopped until its lease has expired: by SIGSTOP, a long GC or a partition. */
class PausedWorkerTest {
  /** The promised time until a killed worker's command runs again. */
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;

  @TempDir Path folder;

  @Test
  @Tag("alone")
  void it_writes_nothing_after_it_resumes_and_its_command_ran_within_30_seconds() throws Exception {
    try (ChaosFixture fixture = ChaosFixture.open(folder, 2)) {
      fixture.blockPages();
      ChaosWorkerProcess one = fixture.worker("worker-1", Map.of());
      ChaosWorkerProcess two = fixture.worker("worker-2", Map.of());
      fixture.push("orphan", DAY);
      await().until(() -> !fixture.redis().inFlight().isEmpty());
      boolean first = !fixture.redis().leasedBy("worker-1").isEmpty();
      ChaosWorkerProcess paused = first ? one : two;
      ChaosWorkerProcess active = first ? two : one;

      paused.pause();
      await()
          .atMost(LONGEST_RECOVERY)
          .until(() -> !fixture.redis().leasedBy(active.id()).isEmpty());
      fixture.unblockPages();
      await().until(() -> fixture.events(MessagesFetched.class).size() == 1);
      fixture.world().edit(fixture.chat(), DAY);
      paused.resume();

      await()
          .until(
              () ->
                  paused.output().stream().anyMatch(line -> line.contains("Another worker owns")));
      ArchiveFile file = ArchiveReader.read(fixture.file(DAY));
      assertThat(file.header().revision()).isEqualTo(1);
      assertThat(file.messages()).noneMatch(m -> ChaosWorld.EDITED.equals(m.text()));
      assertThat(fixture.events(MessagesFetched.class)).hasSize(1);
      assertThat(fixture.redis().pending()).isEmpty();
      assertThat(fixture.redis().inFlight()).isEmpty();
      assertThat(fixture.redis().deadLetters()).isEmpty();

      assertContinues(fixture, paused, active);
    }
  }

  private static void assertContinues(
      ChaosFixture fixture, ChaosWorkerProcess paused, ChaosWorkerProcess active)
      throws IOException {
    active.terminate();
    active.exitCode();
    fixture.push("next", DAY.plusDays(1));
    await().until(() -> fixture.events(MessagesFetched.class).size() == 2);
    assertThat(fixture.events(MessagesFetched.class).get(1).envelope().workerId())
        .isEqualTo(paused.id());
  }
}
