package dev.tgfetcher.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.fault.FloodBucket;
import dev.tgfetcher.emulator.fault.FloodRule;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.limits.LimitedFleet.Plan;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes with the real TDLib use the limit of a counting emulator. */
class LimitedFleetTest {
  private static final List<Integer> CLOCKS_AHEAD = List.of(300, -300, 0, 120, -60, 250, -200, 10);

  @TempDir Path folder;

  @Test
  @Tag("alone")
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void a_small_fleet_uses_its_limit_without_a_refusal() throws Exception {
    // A busy machine slows the fleet, so what it uses of its limit is measured in the profile.
    useTheLimit(new Plan(2, 2, 12, 4, 150, 5), 4, Duration.ofSeconds(15), 0.05);
  }

  @Test
  @Tag("limits")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void a_fleet_of_eight_uses_its_limit_for_two_minutes() throws Exception {
    useTheLimit(new Plan(2, 4, 50, 4, 300, 5), 8, Duration.ofMinutes(2), 0.95);
  }

  @Test
  @Tag("limits")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void a_fleet_of_eight_uses_its_limit_of_requests_by_ids_for_two_minutes() throws Exception {
    Plan plan = new Plan(2, 4, 50, 4, 2_000, 5, true);
    useTheLimit(plan, 8, Duration.ofMinutes(2), 0.95);
  }

  private void useTheLimit(Plan plan, int workers, Duration window, double atLeast)
      throws Exception {
    try (LimitedFleet fleet = LimitedFleet.open(folder, plan)) {
      start(fleet, workers);
      FloodRule rule = fleet.grant(plan.perSecond());

      sleep(window.dividedBy(3));
      fleet.stopWorker();
      fleet.startWorker(Duration.ofSeconds(77));
      sleep(window.dividedBy(3).multipliedBy(2));

      for (Account account : fleet.accounts()) {
        FloodBucket bucket = rule.bucketOf(account);
        assertThat(bucket.usage()).as("used by " + account.phone()).isGreaterThanOrEqualTo(atLeast);
        assertThat(bucket.refused()).isZero();
      }
      await().atMost(Duration.ofMinutes(3)).until(() -> fleet.fetched().size() == plan.commands());
      assertThat(rule.refused()).isZero();
      assertThat(unfairness(fleet.fetched())).isLessThan(3);
      assertThat(fleet.fairness().times()).hasSize(plan.commands());
      assertThat(fleet.fairness().worst(workers)).isLessThan(3);
    }
  }

  private static void start(LimitedFleet fleet, int workers) {
    for (int i = 0; i < workers; i++) {
      fleet.startWorker(Duration.ofSeconds(CLOCKS_AHEAD.get(i)));
    }
    fleet.awaitWorkers(workers);
    fleet.pushAll();
    await().atMost(Duration.ofSeconds(60)).until(() -> fleet.requests() > 3L * workers);
  }

  private static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(duration.toMillis());
  }

  /** Returns the ratio of the longest time of a command to the median; all have equal work. */
  static double unfairness(List<MessagesFetched> fetched) {
    double[] seconds =
        fetched.stream().mapToDouble(MessagesFetched::durationSeconds).sorted().toArray();
    return seconds[seconds.length - 1] / seconds[seconds.length / 2];
  }

  @Test
  @Tag("limits")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void a_limit_cut_to_a_third_causes_one_refusal_at_a_time() throws Exception {
    Plan plan = new Plan(2, 2, 12, 5, 150, 6);
    try (LimitedFleet fleet = LimitedFleet.open(folder, plan)) {
      start(fleet, 4);
      FloodRule rule = fleet.grant(plan.perSecond());
      rule.changeLimit(fleet.limit(plan.perSecond() / 3.0));

      for (Account account : fleet.accounts()) {
        FloodBucket bucket = rule.bucketOf(account);
        await().atMost(Duration.ofSeconds(30)).until(() -> bucket.refused() >= 1);
      }
      sleep(Duration.ofSeconds(1));
      for (Account account : fleet.accounts()) {
        assertThat(rule.bucketOf(account).refused()).as(account.phone()).isEqualTo(1);
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> fleet.rateLimits().stream().allMatch(LimitedFleetTest::isUnderAThird));
      rule.changeLimit(fleet.limit(plan.perSecond()));
      long floods = floods(fleet);
      assertThat(rule.refused()).isEqualTo(floods);

      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> fleet.fetched().size() >= plan.commands() / 2);
      await().atMost(Duration.ofMinutes(3)).until(() -> fleet.smallestShare() > 0.6);
      assertThat(floods(fleet)).isEqualTo(floods);
    }
  }

  private static boolean isUnderAThird(Map<String, String> rateLimit) {
    return Double.parseDouble(rateLimit.getOrDefault("share", "1")) < 0.34;
  }

  private static long floods(LimitedFleet fleet) {
    return fleet.rateLimits().stream()
        .mapToLong(rateLimit -> Long.parseLong(rateLimit.getOrDefault("floods", "0")))
        .sum();
  }
}
