package dev.tgfetcher.bench;

import dev.tgfetcher.emulator.fault.FloodBucket;
import dev.tgfetcher.emulator.fault.FloodRule;
import dev.tgfetcher.limits.LimitedFleet;
import dev.tgfetcher.limits.LimitedFleet.Plan;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures a fleet's use of one account's rate limit, and its fairness. */
final class LimitBenchmark {
  private static final int PER_SECOND = 5;
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final long SAMPLE_MILLIS = 100;

  private LimitBenchmark() {}

  static void run(Path folder, PrintStream out) throws IOException, InterruptedException {
    for (boolean byIds : new boolean[] {false, true}) {
      out.printf(
          "one account, limited to %d %s a second, %d s%n",
          PER_SECOND, byIds ? "requests by ids" : "pages of a history", WINDOW.toSeconds());
      out.println(
          "| workers | used share of the limit | refused | wait of a request, median and p99 | slowest command in relation to the median | the same from the push, among its neighbours in the queue |");
      out.println("|---|---|---|---|---|---|");
      for (int workers : new int[] {1, 2, 4, 8}) {
        // Work for twice the window.
        Plan plan = new Plan(1, workers, 10, 8, byIds ? 800 : 150, PER_SECOND, byIds);
        run(Files.createTempDirectory(folder, "workers-" + workers + "-"), workers, plan, out);
      }
    }
  }

  private static void run(Path folder, int workers, Plan plan, PrintStream out)
      throws InterruptedException {
    try (LimitedFleet fleet = LimitedFleet.open(folder, plan)) {
      for (int i = 0; i < workers; i++) {
        fleet.startWorker(Duration.ofMinutes(5L * (i % 3 - 1)));
      }
      fleet.awaitWorkers(workers);
      fleet.pushAll();
      // The first requests pay for what TDLib sent by itself when it met the chats.
      while (fleet.requests() < 6L * workers) {
        TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
      }
      FloodRule rule = fleet.grant(PER_SECOND);
      List<Long> waits = sampleWaits(fleet);
      FloodBucket bucket = rule.bucketOf(fleet.accounts().get(0));
      out.printf(
          "| %d | %.1f %% | %d | %d ms, %d ms | %.1f | %.1f |%n",
          workers,
          100 * bucket.usage(),
          bucket.refused(),
          waits.get(waits.size() / 2),
          waits.get(waits.size() * 99 / 100),
          unfairness(fleet),
          fleet.fairness().worst(workers));
    }
  }

  private static List<Long> sampleWaits(LimitedFleet fleet) throws InterruptedException {
    List<Long> waits = new ArrayList<>();
    long end = System.nanoTime() + WINDOW.toNanos();
    while (System.nanoTime() < end) {
      waits.add(fleet.longestWait().toMillis());
      TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
    }
    Collections.sort(waits);
    return waits;
  }

  /** The slowest command in relation to the median; all commands have equal work. */
  private static double unfairness(LimitedFleet fleet) {
    double[] seconds =
        fleet.fetched().stream().mapToDouble(MessagesFetched::durationSeconds).sorted().toArray();
    return seconds[seconds.length - 1] / seconds[seconds.length / 2];
  }
}
