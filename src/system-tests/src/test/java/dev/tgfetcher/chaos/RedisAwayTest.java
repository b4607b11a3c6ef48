package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is away during a fetch until the heartbeat and the session's lock have expired. */
class RedisAwayTest {
  private static final LocalDate DAY = ChaosWorld.FIRST_DAY;
  private static final Duration AWAY = Duration.ofSeconds(25);

  @TempDir Path folder;

  @Test
  void the_day_is_finished_its_event_waits_and_the_worker_continues() throws Exception {
    try (ChaosFixture fixture = ChaosFixture.open(folder, 1)) {
      fixture.blockPages();
      ChaosWorkerProcess worker = fixture.worker("worker-1", Map.of());
      fixture.push("running", DAY);
      fixture.awaitLease(worker);
      fixture.push("waiting", DAY.plusDays(1));

      fixture.redis().kill();
      fixture.unblockPages();
      await().until(() -> Files.exists(fixture.file(DAY)));
      await().until(() -> outboxSize(fixture) == 1);
      await().pollDelay(AWAY).until(worker::isAlive);
      assertThat(worker.output()).anyMatch(line -> line.contains("nothing new is taken"));
      fixture.redis().start();

      await().until(() -> fixture.events(MessagesFetched.class).size() == 2);
      assertThat(fixture.events(MessagesFetched.class))
          .extracting(event -> event.envelope().commandId())
          .containsExactly("running", "waiting");
      assertThat(outboxSize(fixture)).isZero();
      assertThat(fixture.redis().inFlight()).isEmpty();
      assertThat(fixture.redis().deadLetters()).isEmpty();
    }
  }

  private static long outboxSize(ChaosFixture fixture) throws IOException {
    Path outbox = fixture.data().resolve(".outbox/worker-1");
    if (!Files.exists(outbox)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(outbox)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
