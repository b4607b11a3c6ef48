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
 * The resident memory of the whole process, TDLib included. TDLib keeps about 2 KB of every
 * message. Without a replacement of its client, 60,000 more messages would add over 100 MB.
 */
@EnabledOnOs(OS.LINUX)
class BoundedMemoryTest {
  private static final int MESSAGES = 80_000;
  private static final int FIRST_MESSAGES = 20_000;
  private static final int SMALL_HEAP_MEGABYTES = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void memory_does_not_grow_with_the_number_of_messages() throws InterruptedException {
    try (BenchmarkFixture fixture = BenchmarkFixture.open(folder, 1, MESSAGES);
        JavaProcess worker = LimitedHeapWorker.start(SMALL_HEAP_MEGABYTES, environment(fixture))) {
      fixture.pushFirstDay();
      awaitProgress(fixture, FIRST_MESSAGES);
      long before = worker.peakResidentMegabytes();
      MessagesFetched day = fixture.await(MessagesFetched.class, TIMEOUT);
      long after = worker.peakResidentMegabytes();

      assertThat(day.messageCount()).isEqualTo(MESSAGES);
      assertThat(day.complete()).isTrue();
      assertThat(after - before).as("MB more than the %d before", before).isLessThan(60);
    }
  }

  private static Map<String, String> environment(BenchmarkFixture fixture) {
    Map<String, String> environment = fixture.environment("data");
    environment.put("TDLIB_RECYCLE_AFTER", "10000");
    return environment;
  }

  private static void awaitProgress(BenchmarkFixture fixture, int messages)
      throws InterruptedException {
    FetchProgress progress;
    do {
      progress = fixture.await(FetchProgress.class, TIMEOUT);
    } while (progress.messagesFetched() < messages);
  }
}
