package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that sleeps through its lease, as after a SIGSTOP, a long pause or a partition. */
class PausedWorkerTest {
  /** The promise: an orphan runs again within so long. */
  private static final Duration ORPHANED = Duration.ofSeconds(30);

  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;

  @TempDir Path folder;

  @Test
  @Tag("alone")
  void it_writes_nothing_more_when_it_wakes_and_its_command_ran_within_half_a_minute()
      throws Exception {
    try (ChaosFixture scene = ChaosFixture.open(folder, 2)) {
      scene.holdPages();
      ChaosWorkerProcess one = scene.worker("worker-1", Map.of());
      ChaosWorkerProcess two = scene.worker("worker-2", Map.of());
      scene.push("orphan", DAY);
      await().until(() -> !scene.redis().held().isEmpty());
      boolean first = !scene.redis().heldBy("worker-1").isEmpty();
      ChaosWorkerProcess asleep = first ? one : two;
      ChaosWorkerProcess awake = first ? two : one;

      asleep.pause();
      await().atMost(ORPHANED).until(() -> !scene.redis().heldBy(awake.id()).isEmpty());
      scene.letPagesGo();
      await().until(() -> fetched(scene).size() == 1);
      scene.world().edit(scene.chat(), DAY);
      asleep.resume();

      await()
          .until(() -> asleep.output().stream().anyMatch(line -> line.contains("lease was lost")));
      ArchiveFile file = ArchiveReader.read(scene.file(DAY));
      assertThat(file.header().revision()).isEqualTo(1);
      assertThat(file.messages()).noneMatch(m -> ChaosWorld.EDITED.equals(m.text()));
      assertThat(fetched(scene)).hasSize(1);
      assertThat(scene.redis().pending()).isEmpty();
      assertThat(scene.redis().held()).isEmpty();
      assertThat(scene.redis().deadLetters()).isEmpty();

      goesOn(scene, asleep, awake);
    }
  }

  private static void goesOn(
      ChaosFixture scene, ChaosWorkerProcess asleep, ChaosWorkerProcess awake) throws IOException {
    awake.terminate();
    awake.exitCode();
    scene.push("next", DAY.plusDays(1));
    await().until(() -> fetched(scene).size() == 2);
    assertThat(fetched(scene).get(1).envelope().workerId()).isEqualTo(asleep.id());
  }

  private static List<MessagesFetched> fetched(ChaosFixture scene) {
    return scene.redis().events().stream()
        .map(Event::parse)
        .flatMap(Optional::stream)
        .filter(MessagesFetched.class::isInstance)
        .map(MessagesFetched.class::cast)
        .toList();
  }
}
