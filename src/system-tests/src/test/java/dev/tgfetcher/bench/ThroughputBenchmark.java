package dev.tgfetcher.bench;

import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Compares a worker that takes a command and writes a file with a bare loop of requests: rounds of
 * each in turn, every one with a client that has read nothing, after rounds that only warm up.
 */
final class ThroughputBenchmark {
  private static final int MESSAGES = 40_000;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final BenchmarkFixture laboratory;
  private final List<Round> rounds = new ArrayList<>();

  private record Round(double bareRate, double workerRate, CpuTime cpu) {
    double ratio() {
      return workerRate / bareRate;
    }
  }

  private ThroughputBenchmark(BenchmarkFixture laboratory) {
    this.laboratory = laboratory;
  }

  static void run(Path folder, PrintStream out) throws InterruptedException {
    try (BenchmarkFixture laboratory = BenchmarkFixture.open(folder, 1, MESSAGES)) {
      ThroughputBenchmark benchmark = new ThroughputBenchmark(laboratory);
      for (int i = -WARM_UPS; i < ROUNDS; i++) {
        Round round = benchmark.round(i);
        if (i >= 0) {
          benchmark.rounds.add(round);
        }
      }
      benchmark.report(out);
    }
  }

  private Round round(int number) throws InterruptedException {
    double bare = BareLoop.rate(laboratory.session());
    try (WorkerThread worker = WorkerThread.start(laboratory.environment("round" + number))) {
      laboratory.awaitWorker(PATIENCE);
      CpuTime before = worker.cpuUse();
      long start = System.nanoTime();
      laboratory.pushFirstDay();
      MessagesFetched day = laboratory.await(MessagesFetched.class, PATIENCE);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (day.messageCount() != MESSAGES || !day.complete()) {
        throw new IllegalStateException("not the whole day: " + day);
      }
      return new Round(bare, MESSAGES / seconds, worker.cpuUse().since(before));
    }
  }

  private void report(PrintStream out) {
    out.printf("%d messages of one chat, median of %d rounds%n", MESSAGES, ROUNDS);
    out.printf("  bare getChatHistory loop  %,8.0f messages/s%n", median(Round::bareRate));
    out.printf("  RPUSH to file and event   %,8.0f messages/s%n", median(Round::workerRate));
    out.printf("  ratio of a round          %8.2f (goal: at least 0.80)%n", median(Round::ratio));
    out.println("CPU per message");
    out.printf("  worker's own code         %8.1f us%n", micros(r -> r.cpu().worker()));
    out.printf("  binding and JSON parser   %8.1f us%n", micros(r -> r.cpu().binding()));
    out.printf("  TDLib's threads           %8.1f us%n", micros(r -> r.cpu().tdlib()));
  }

  private double micros(ToDoubleFunction<Round> nanos) {
    return median(nanos) / 1000 / MESSAGES;
  }

  private double median(ToDoubleFunction<Round> value) {
    return Measurements.of(rounds.stream().mapToDouble(value).toArray()).median();
  }
}
