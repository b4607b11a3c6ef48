package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis goes away while a day is read, for longer than a heartbeat and a session's lock live. */
class RedisAwayTest {
  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;
  private static final Duration AWAY = Duration.ofSeconds(25);

  @TempDir Path folder;

  @Test
  void the_day_is_finished_its_event_waits_and_the_worker_goes_on_by_itself() throws Exception {
    try (ChaosFixture scene = ChaosFixture.open(folder, 1)) {
      scene.holdPages();
      ChaosWorkerProcess worker = scene.worker("worker-1", Map.of());
      scene.push("in-hand", DAY);
      scene.awaitInHand(worker);
      scene.push("waiting", DAY.plusDays(1));

      scene.redis().kill();
      scene.letPagesGo();
      await().until(() -> Files.exists(scene.file(DAY)));
      await().until(() -> waiting(scene) == 1);
      await().pollDelay(AWAY).until(worker::isAlive);
      assertThat(worker.output()).anyMatch(line -> line.contains("nothing new is taken"));
      scene.redis().start();

      await().until(() -> fetched(scene).size() == 2);
      assertThat(fetched(scene))
          .extracting(event -> event.envelope().commandId())
          .containsExactly("in-hand", "waiting");
      assertThat(waiting(scene)).isZero();
      assertThat(scene.redis().held()).isEmpty();
      assertThat(scene.redis().deadLetters()).isEmpty();
    }
  }

  private static long waiting(ChaosFixture scene) throws IOException {
    Path outbox = scene.data().resolve(".outbox/worker-1");
    if (!Files.exists(outbox)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(outbox)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
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
