package dev.tgfetcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
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
 * Under all faults, each command ends as files and events, or as a dead letter. {@code
 * -Dtgf.chaos.seed=N} repeats the faults of a run.
 */
class ChaosTest {
  private static final Logger log = LoggerFactory.getLogger(ChaosTest.class);

  /** The longest time until a killed worker's command runs again. */
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

  /** The longest time without a lease while Sentinel fails over. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

  @TempDir Path folder;

  private static long seed() {
    return Long.getLong("tgf.chaos.seed", System.nanoTime() % 1_000_000);
  }

  @Test
  void the_same_seed_is_the_same_plan() {
    assertThat(ChaosPlan.full(7)).isEqualTo(ChaosPlan.full(7)).isNotEqualTo(ChaosPlan.full(8));
    assertThat(TestCommands.generate(7, 50)).isEqualTo(TestCommands.generate(7, 50));
  }

  @Test
  @Tag("alone")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void no_command_is_lost_in_three_minutes_of_chaos() throws Exception {
    // A build shares its machine; the profile "chaos" checks the times.
    run(ChaosPlan.brief(seed()), Duration.ofMinutes(4), "short.md", null);
  }

  @Test
  @Tag("chaos")
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void no_command_is_lost_in_100_kills_and_20_restarts_of_redis() throws Exception {
    boolean quiet = hasNoOtherWork();
    Duration failover = failover();
    ChaosReport report = run(ChaosPlan.full(seed()), Duration.ofMinutes(20), "report.md", failover);
    if (quiet) {
      assertThat(report.longestRecovery()).as(report.text()).isLessThan(LONGEST_RECOVERY);
      assertThat(failover).isLessThan(LONGEST_GAP);
    } else {
      log.warn("The machine has other work, so the longest times were not checked");
    }
  }

  @Test
  @Tag("chaos")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void a_redis_that_loses_its_last_second_loses_nothing_else() throws Exception {
    run(ChaosPlan.everySecond(seed()), Duration.ofMinutes(10), "everysec.md", null);
  }

  private static boolean hasNoOtherWork() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < Runtime.getRuntime().availableProcessors();
  }

  private Duration failover() throws Exception {
    try (SentinelFailover failover = new SentinelFailover(folder)) {
      return failover.longestGap();
    }
  }

  private ChaosReport run(ChaosPlan plan, Duration timeout, String file, Duration failover)
      throws Exception {
    log.warn("Chaos of seed {}", plan.seed());
    try (ChaosRun run = new ChaosRun(plan, folder)) {
      CommandOutcomes outcomes = run.run(timeout);
      ChaosReport report = run.report(outcomes, failover);
      report.write(Path.of("target", "chaos", file));
      assertThat(outcomes.violations()).as(report.text()).isEmpty();
      assertThat(report.history().judgement().violations()).as(report.text()).isEmpty();
      if (!plan.everySecond()) {
        assertThat(report.history().judgement().forgotten()).as(report.text()).isEmpty();
      }
      assertThat(
              outcomes.completed()
                  + outcomes.refused()
                  + outcomes.interrupted()
                  + outcomes.forgotten())
          .isEqualTo(outcomes.pushed());
      return report;
    }
  }
}
