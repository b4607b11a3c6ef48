package dev.tgfetcher.bench;

import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the resident memory of a worker with a heap of 256 MB, and whether it slows down. */
final class MemoryBenchmark {
  private static final int HEAP_MEGABYTES = 256;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private MemoryBenchmark() {}

  static void largeDay(Path folder, PrintStream out) throws InterruptedException {
    try (BenchmarkFixture fixture = BenchmarkFixture.open(folder, 1, 200_000);
        JavaProcess worker =
            LimitedHeapWorker.start(HEAP_MEGABYTES, fixture.environment("large-day"))) {
      fixture.pushFirstDay();
      MessagesFetched day = fixture.await(MessagesFetched.class, TIMEOUT);
      out.printf("A day of %,d messages, -Xmx%dm%n", day.messageCount(), HEAP_MEGABYTES);
      report(worker, out);
    }
  }

  static void fullHistory(Path folder, PrintStream out) throws InterruptedException {
    int days = 100;
    try (BenchmarkFixture fixture = BenchmarkFixture.open(folder, days, 10_000);
        JavaProcess worker =
            LimitedHeapWorker.start(HEAP_MEGABYTES, fixture.environment("full-history"))) {
      fixture.pushFullHistory();
      List<Double> rates = new ArrayList<>();
      long messages = 0;
      while (rates.size() < days) {
        MessagesFetched day = fixture.await(MessagesFetched.class, TIMEOUT);
        if (day.messageCount() > 0) {
          rates.add(day.messageCount() / day.durationSeconds());
        }
        messages += day.messageCount();
      }
      out.printf("A full history of %,d messages, -Xmx%dm%n", messages, HEAP_MEGABYTES);
      report(worker, out);
      double first = rates.get(0);
      double last = rates.get(days - 1);
      out.printf("  first 10,000              %,8.0f messages/s%n", first);
      out.printf("  median 10,000             %,8.0f messages/s%n", median(rates));
      out.printf("  last 10,000               %,8.0f messages/s%n", last);
      out.printf("  last to first             %8.2f (goal: at least 0.85)%n", last / first);
    }
  }

  private static double median(List<Double> rates) {
    return Measurements.of(rates.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }

  private static void report(JavaProcess worker, PrintStream out) {
    out.printf(
        "  peak resident             %8d MB (goal: under 700)%n", worker.peakResidentMegabytes());
  }
}
