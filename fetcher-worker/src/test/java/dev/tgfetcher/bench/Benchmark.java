package dev.tgfetcher.bench;

import dev.tgfetcher.log.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * Measures the worker on this machine, with the real TDLib against an emulator on loopback.
 *
 * <ol>
 *   <li>messages per second beside a bare loop of requests, and CPU per message
 *   <li>from RPUSH to the lease
 *   <li>memory and pace over a large day and a long history
 *   <li>what fleets of 1, 2, 4 and 8 workers use of what Telegram grants
 * </ol>
 */
public final class Benchmark {
  private Benchmark() {}

  /**
   * Arguments: the folder for everything that is written, made when it is not there; and which
   * benchmark, {@code all} or {@code limits}.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    Logging.text(System.err, "ERROR");
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    System.out.printf("%d processors%n", Runtime.getRuntime().availableProcessors());
    if (args[1].equals("all")) {
      ThroughputBenchmark.run(fresh(folder), System.out);
      LatencyBenchmark.run(fresh(folder), System.out);
      MemoryBenchmark.largeDay(fresh(folder), System.out);
      MemoryBenchmark.fullHistory(fresh(folder), System.out);
    }
    LimitBenchmark.run(fresh(folder), System.out);
  }

  private static Path fresh(Path folder) throws IOException {
    return Files.createTempDirectory(folder, "run");
  }
}
