package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever is killed, cut or stalled, every command ends as files and events, or as a dead letter.
 * {@code -Dtgf.chaos.seed=N} plays a run's blows again.
 */
class ChaosTest {
  private static final Logger log = LoggerFactory.getLogger(ChaosTest.class);

  /** An orphan runs again within so long. */
  private static final Duration ORPHANED = Duration.ofSeconds(30);

  /** The longest time with nothing leased while Sentinel fails over. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  @TempDir Path folder;

  private static long seed() {
    return Long.getLong("tgf.chaos.seed", System.nanoTime() % 1_000_000);
  }

  @Test
  void the_same_seed_is_the_same_plan() {
    assertThat(ChaosPlan.full(7)).isEqualTo(ChaosPlan.full(7)).isNotEqualTo(ChaosPlan.full(8));
    assertThat(TestCommands.draw(7, 50)).isEqualTo(TestCommands.draw(7, 50));
  }

  @Test
  @Tag("alone")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void no_command_is_lost_in_three_minutes_of_chaos() throws Exception {
    ChaosReport report = survive(ChaosPlan.brief(seed()), Duration.ofMinutes(4), "short.md", null);
    // A build shares its machine with others: the longest time is held to it in the profile.
    assertThat(report.medianRecovery()).as(report.text()).isLessThan(ORPHANED);
  }

  @Test
  @Tag("chaos")
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void no_command_is_lost_in_100_kills_and_20_restarts_of_redis() throws Exception {
    Duration failover = failover();
    ChaosReport report =
        survive(ChaosPlan.full(seed()), Duration.ofMinutes(20), "report.md", failover);
    assertThat(report.longestRecovery()).as(report.text()).isLessThan(ORPHANED);
    assertThat(failover).isLessThan(LONGEST_PAUSE);
  }

  private Duration failover() throws Exception {
    try (SentinelFailover failover = new SentinelFailover(folder)) {
      return failover.longestPause();
    }
  }

  private ChaosReport survive(ChaosPlan plan, Duration patience, String file, Duration failover)
      throws Exception {
    log.warn("Chaos of seed {}", plan.seed());
    try (ChaosRun run = new ChaosRun(plan, folder)) {
      CommandOutcomes tally = run.run(patience);
      ChaosReport report = run.report(tally, failover);
      report.write(Path.of("target", "chaos", file));
      assertThat(tally.wrong()).as(report.text()).isEmpty();
      assertThat(tally.done() + tally.refused() + tally.interrupted()).isEqualTo(tally.pushed());
      return report;
    }
  }
}
