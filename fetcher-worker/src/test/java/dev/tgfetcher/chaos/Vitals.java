package dev.tgfetcher.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a worker process uses at one moment, as Linux and the process itself tell.
 *
 * @param heapKb used after a collection
 */
record Vitals(long heapKb, long threads, long files, long residentKb) {

  static Vitals of(WorkerProcess worker) throws IOException {
    Path process = Path.of("/proc", String.valueOf(worker.pid()));
    List<String> status = Files.readAllLines(process.resolve("status"));
    return new Vitals(
        worker.heapAfterCollectionKb(),
        number(status, "Threads:"),
        entries(process.resolve("fd")),
        number(status, "VmRSS:"));
  }

  private static long number(List<String> status, String name) {
    String line = status.stream().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  /** The median of each, so that one odd moment says nothing. */
  static Vitals median(List<Vitals> samples) {
    return new Vitals(
        median(samples, Vitals::heapKb),
        median(samples, Vitals::threads),
        median(samples, Vitals::files),
        median(samples, Vitals::residentKb));
  }

  private static long median(List<Vitals> samples, ToLongFunction<Vitals> what) {
    return samples.stream()
        .map(what::applyAsLong)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(samples.size() / 2);
  }

  Vitals minus(Vitals earlier) {
    return new Vitals(
        heapKb - earlier.heapKb,
        threads - earlier.threads,
        files - earlier.files,
        residentKb - earlier.residentKb);
  }
}
