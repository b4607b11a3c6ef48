package dev.tgfetcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the whole process has resident, TDLib included. TDLib keeps some 2 KB of every message, so
 * 60,000 more of them would show as over 100 MB if its client were not replaced on the way.
 */
@EnabledOnOs(OS.LINUX)
class BoundedMemoryTest {
  private static final int MESSAGES = 80_000;
  private static final int FIRST_MESSAGES = 20_000;
  private static final int SMALL_HEAP_MEGABYTES = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void memory_does_not_grow_with_the_number_of_messages() throws InterruptedException {
    try (BenchmarkFixture laboratory = BenchmarkFixture.open(folder, 1, MESSAGES);
        JavaProcess worker =
            LimitedHeapWorker.start(SMALL_HEAP_MEGABYTES, environment(laboratory))) {
      laboratory.pushFirstDay();
      awaitProgress(laboratory, FIRST_MESSAGES);
      long before = worker.peakResidentMegabytes();
      MessagesFetched day = laboratory.await(MessagesFetched.class, PATIENCE);
      long after = worker.peakResidentMegabytes();

      assertThat(day.messageCount()).isEqualTo(MESSAGES);
      assertThat(day.complete()).isTrue();
      assertThat(after - before).as("MB more than the %d before", before).isLessThan(60);
    }
  }

  private static Map<String, String> environment(BenchmarkFixture laboratory) {
    Map<String, String> environment = laboratory.environment("data");
    environment.put("TDLIB_RECYCLE_AFTER", "10000");
    return environment;
  }

  private static void awaitProgress(BenchmarkFixture laboratory, int messages)
      throws InterruptedException {
    FetchProgress progress;
    do {
      progress = laboratory.await(FetchProgress.class, PATIENCE);
    } while (progress.messagesFetched() < messages);
  }
}
