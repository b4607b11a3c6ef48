package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.chaos.history.Ended;
import dev.tgfetcher.chaos.history.FleetHistory;
import dev.tgfetcher.chaos.history.HistoryChecker;
import dev.tgfetcher.chaos.history.Judgement;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker of histories finds bugs that a test has planted in the scripts of its workers. */
class PlantedBugTest {
  private static final Duration PAGE_TIME = Duration.ofMillis(1_500);

  @TempDir Path folder;

  @Test
  void a_command_that_is_lost_with_its_worker_is_found() throws Exception {
    try (ChaosFixture fixture = fixture(PlantedBug.LOST_WITH_ITS_WORKER)) {
      fixture.blockPages();
      ChaosWorkerProcess one = fixture.start("worker-1", Map.of());
      ChaosWorkerProcess two = fixture.start("worker-2", Map.of());
      fixture.push("lost", ChaosWorld.FIRST_DAY);
      await().until(() -> !fixture.redis().inFlight().isEmpty());
      boolean first = !fixture.redis().leasedBy("worker-1").isEmpty();
      ChaosWorkerProcess owner = first ? one : two;
      ChaosWorkerProcess other = first ? two : one;
      await().until(() -> fixture.redis().living().contains(other.id()));
      owner.kill();
      // The heartbeat need not expire by itself.
      fixture.redis().removeHeartbeat(owner.id());
      await().until(() -> fixture.redis().inFlight().isEmpty());

      assertFound(fixture, PlantedBug.LOST_WITH_ITS_WORKER);
    }
  }

  @Test
  void a_day_that_is_announced_again_is_found() throws Exception {
    try (ChaosFixture fixture = fixture(PlantedBug.ANNOUNCED_AGAIN)) {
      fixture.slowDown(PAGE_TIME);
      ChaosWorkerProcess worker = fixture.worker("worker-1", Map.of());
      fixture.pushDays("days", ChaosWorld.FIRST_DAY, ChaosWorld.FIRST_DAY.plusDays(9));
      await().until(() -> !fixture.events(MessagesFetched.class).isEmpty());
      worker.interruptProcessors();
      fixture.slowDown(Duration.ZERO);
      await().until(() -> ended(fixture, 1));

      assertFound(fixture, PlantedBug.ANNOUNCED_AGAIN);
    }
  }

  @Test
  void a_command_that_runs_again_after_its_end_is_found() throws Exception {
    try (ChaosFixture fixture = fixture(PlantedBug.RUNS_AGAIN)) {
      fixture.worker("worker-1", Map.of());
      fixture.push("again", ChaosWorld.FIRST_DAY);
      await().until(() -> ended(fixture, 2));

      assertFound(fixture, PlantedBug.RUNS_AGAIN);
    }
  }

  private ChaosFixture fixture(PlantedBug bug) throws Exception {
    ChaosFixture fixture = ChaosFixture.open(folder, 2);
    fixture.plant(bug);
    return fixture;
  }

  private static boolean ended(ChaosFixture fixture, int times) throws Exception {
    List<Ended> ends = fixture.redis().history().ends();
    return ends.stream().filter(end -> end.how().isTerminal()).count() >= times;
  }

  private static void assertFound(ChaosFixture fixture, PlantedBug bug) throws Exception {
    FleetHistory history =
        new FleetHistory(fixture.redis().acknowledged(), fixture.redis().history(), List.of());
    Judgement judgement = HistoryChecker.judge(history, Duration.ZERO);
    assertThat(judgement.broken()).as("%s", judgement.violations()).contains(bug.broken());
  }
}
