package dev.tgfetcher.bench;

import dev.tgfetcher.log.Logging;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Measures the worker on this machine, with the real TDLib against an emulator on loopback.
 *
 * <ol>
 *   <li>messages per second, compared with a bare loop of requests, and CPU per message
 *   <li>the latency from RPUSH to the lease, and the wait for a free permit
 *   <li>memory and throughput over a large day and a long history
 *   <li>the work of Redis for small and large fleets, queues and numbers of chats
 *   <li>queries and exports of an archive of 1,000,000 messages
 *   <li>the use of Telegram's rate limit by fleets of 1, 2, 4 and 8 workers
 * </ol>
 */
public final class Benchmark {
  private static final String ALL = "all";

  private interface Measurement {
    void run(Path folder) throws IOException, InterruptedException, ExecutionException;
  }

  private Benchmark() {}

  /**
   * Runs benchmarks. The arguments are a folder for all files, created if missing, and one of
   * {@code throughput}, {@code latency}, {@code memory}, {@code fleet}, {@code query}, {@code
   * limits} and {@code all}.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    Logging.text(System.err, "ERROR");
    Map<String, Measurement> measurements = measurements(System.out);
    String selected = args[1];
    if (!selected.equals(ALL) && !measurements.containsKey(selected)) {
      throw new IllegalArgumentException(
          "no benchmark '%s': there are %s and %s"
              .formatted(selected, String.join(", ", measurements.keySet()), ALL));
    }
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    System.out.printf("%d processors%n", Runtime.getRuntime().availableProcessors());
    for (Map.Entry<String, Measurement> each : measurements.entrySet()) {
      if (selected.equals(ALL) || selected.equals(each.getKey())) {
        each.getValue().run(folder);
      }
    }
  }

  private static Map<String, Measurement> measurements(PrintStream out) {
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    measurements.put("throughput", folder -> ThroughputBenchmark.run(newFolder(folder), out));
    measurements.put(
        "latency",
        folder -> {
          LatencyBenchmark.run(newFolder(folder), out);
          PermitBenchmark.run(newFolder(folder), out);
        });
    measurements.put(
        "memory",
        folder -> {
          MemoryBenchmark.largeDay(newFolder(folder), out);
          MemoryBenchmark.fullHistory(newFolder(folder), out);
        });
    measurements.put("fleet", folder -> FleetCostBenchmark.run(newFolder(folder), out));
    measurements.put("query", folder -> QueryBenchmark.run(newFolder(folder), out));
    measurements.put("limits", folder -> LimitBenchmark.run(newFolder(folder), out));
    return measurements;
  }

  private static Path newFolder(Path folder) throws IOException {
    return Files.createTempDirectory(folder, "run");
  }
}
