package dev.tgfetcher.bench;

import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Compares a worker that fetches a day with bare loops of requests. They run in turn, after some
 * rounds of warm-up. Each round uses new clients.
 */
final class ThroughputBenchmark {
  private static final int MESSAGES = 40_000;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 5;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final BenchmarkFixture fixture;
  private final List<Round> rounds = new ArrayList<>();

  /** Rates in messages per second. */
  private record Round(double historyRate, double idsRate, double workerRate, CpuTime cpu) {
    double historyRatio() {
      return workerRate / historyRate;
    }

    double idsRatio() {
      return workerRate / idsRate;
    }
  }

  @FunctionalInterface
  private interface Reading {
    long read(BareLoop loop) throws InterruptedException;
  }

  private ThroughputBenchmark(BenchmarkFixture fixture) {
    this.fixture = fixture;
  }

  static void run(Path folder, PrintStream out) throws InterruptedException {
    try (BenchmarkFixture fixture = BenchmarkFixture.open(folder, 1, MESSAGES)) {
      ThroughputBenchmark benchmark = new ThroughputBenchmark(fixture);
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
    double byHistory = rate(BareLoop::readHistory);
    double byIds = rate(BareLoop::readByIds);
    try (WorkerThread worker = WorkerThread.start(fixture.environment("round" + number))) {
      fixture.awaitWorker(TIMEOUT);
      CpuTime before = worker.cpuTime();
      long start = System.nanoTime();
      fixture.pushFirstDay();
      MessagesFetched day = fixture.await(MessagesFetched.class, TIMEOUT);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (day.messageCount() != MESSAGES || !day.complete()) {
        throw new IllegalStateException("incomplete day: " + day);
      }
      CpuTime cpu = worker.cpuTime().since(before);
      return new Round(byHistory, byIds, MESSAGES / seconds, cpu);
    }
  }

  private double rate(Reading reading) throws InterruptedException {
    try (TelegramSession session =
        TelegramSession.open(TestTelegram.library(), fixture.session())) {
      BareLoop loop = BareLoop.open(session, WorldServer.CHAT);
      long start = System.nanoTime();
      long messages = reading.read(loop);
      return messages * 1e9 / (System.nanoTime() - start);
    }
  }

  private void report(PrintStream out) {
    out.printf("%d messages of one chat, median of %d rounds%n", MESSAGES, ROUNDS);
    out.printf("  bare getChatHistory loop  %,8.0f messages/s%n", median(Round::historyRate));
    out.printf("  bare getMessages loop     %,8.0f messages/s%n", median(Round::idsRate));
    out.printf("  RPUSH to file and event   %,8.0f messages/s%n", median(Round::workerRate));
    out.printf("  ratio to getChatHistory   %8.2f (goal: 1.0)%n", median(Round::historyRatio));
    out.printf("  ratio to getMessages      %8.2f (goal: 0.9)%n", median(Round::idsRatio));
    out.println("CPU per message");
    out.printf("  the worker's own threads  %8.1f us%n", micros(r -> r.cpu().own()));
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
