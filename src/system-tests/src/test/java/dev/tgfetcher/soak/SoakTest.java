package dev.tgfetcher.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.chaos.ChaosRedis;
import dev.tgfetcher.chaos.ChaosWorkerProcess;
import dev.tgfetcher.chaos.ChaosWorld;
import dev.tgfetcher.chaos.ResourceUsage;
import dev.tgfetcher.chaos.TestCommands;
import dev.tgfetcher.config.DurationText;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker under load does not grow. {@code -Dtgf.soak=8h} sets the duration. The report is in
 * {@code target/chaos/soak.md}. With {@code -Dtgf.soak.leak=true} the worker leaks, and the test
 * must fail.
 */
class SoakTest {
  private static final int SAMPLES = 30;
  private static final int MOST_PENDING = 50;
  private static final ResourceUsage MOST_GROWTH = new ResourceUsage(16_384, 4, 16, 200_000);

  @TempDir Path folder;
  private final List<ResourceUsage> samples = new ArrayList<>();
  private int pushed;

  @Test
  @Tag("soak")
  @Timeout(value = 7, unit = TimeUnit.DAYS)
  void a_worker_under_load_does_not_grow() throws Exception {
    assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
    Duration length = DurationText.parse(System.getProperty("tgf.soak", "10m"));
    ChaosWorld world = new ChaosWorld(1);
    try (ChaosRedis redis = new ChaosRedis(Files.createDirectories(folder.resolve("redis")));
        TestTelegram telegram = TestTelegram.start(world.world(), folder.resolve("sessions"))) {
      telegram.logIn("main", world.accounts().get(0));
      ChaosWorkerProcess worker =
          ChaosWorkerProcess.start("soak-1", environment(redis, telegram), folder);
      try {
        await().atMost(Duration.ofSeconds(90)).until(() -> !redis.living().isEmpty());
        runLoad(worker, redis, length);
      } finally {
        worker.kill();
      }
    }
    checkGrowth(length);
  }

  private Map<String, String> environment(ChaosRedis redis, TestTelegram telegram) {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("REDIS_URL", redis.url());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    // The same days are fetched again and again; a short marker prevents skips.
    environment.put("DEDUP_TTL", "1s");
    return environment;
  }

  private void runLoad(ChaosWorkerProcess worker, ChaosRedis redis, Duration length)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (int sample = 1; sample <= SAMPLES; sample++) {
      long next = begin + length.toNanos() * sample / SAMPLES;
      while (System.nanoTime() < next) {
        push(redis);
        TimeUnit.MILLISECONDS.sleep(200);
      }
      if (Boolean.getBoolean("tgf.soak.leak")) {
        worker.leak();
      }
      samples.add(ResourceUsage.of(worker));
    }
  }

  private void push(ChaosRedis redis) {
    int missing = MOST_PENDING - redis.pending().size();
    TestCommands.generate(pushed, Math.max(0, missing))
        .forEach(
            command -> redis.push(command.payload().replace("\"command-", "\"" + pushed++ + "-")));
  }

  /** Compares the last third of the samples with the second. The first third is the warm-up. */
  private void checkGrowth(Duration length) throws IOException {
    int third = SAMPLES / 3;
    ResourceUsage early = ResourceUsage.median(samples.subList(third, 2 * third));
    ResourceUsage late = ResourceUsage.median(samples.subList(2 * third, SAMPLES));
    ResourceUsage growth = late.minus(early);
    String report =
        """
        # Soak of %s, %d commands

        | | second third | last third | growth | bound |
        |---|---|---|---|---|
        | heap after GC, KB | %d | %d | %d | %d |
        | threads | %d | %d | %d | %d |
        | file handles | %d | %d | %d | %d |
        | resident, KB | %d | %d | %d | %d |
        """
            .formatted(
                DurationText.format(length),
                pushed,
                early.heapKb(),
                late.heapKb(),
                growth.heapKb(),
                MOST_GROWTH.heapKb(),
                early.threads(),
                late.threads(),
                growth.threads(),
                MOST_GROWTH.threads(),
                early.files(),
                late.files(),
                growth.files(),
                MOST_GROWTH.files(),
                early.residentKb(),
                late.residentKb(),
                growth.residentKb(),
                MOST_GROWTH.residentKb());
    Files.createDirectories(Path.of("target", "chaos"));
    Files.writeString(Path.of("target", "chaos", "soak.md"), report);
    assertThat(growth.heapKb()).as(report).isLessThan(MOST_GROWTH.heapKb());
    assertThat(growth.threads()).as(report).isLessThan(MOST_GROWTH.threads());
    assertThat(growth.files()).as(report).isLessThan(MOST_GROWTH.files());
    assertThat(growth.residentKb()).as(report).isLessThan(MOST_GROWTH.residentKb());
  }
}
