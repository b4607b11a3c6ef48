package dev.tgfetcher.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The resource usage of a worker process at one moment, from /proc and the process itself.
 *
 * @param heapKb the used heap after a garbage collection
 * @param files the number of open file descriptors
 */
public record ResourceUsage(long heapKb, long threads, long files, long residentKb) {

  public static ResourceUsage of(ChaosWorkerProcess worker) throws IOException {
    Path process = Path.of("/proc", String.valueOf(worker.pid()));
    List<String> status = Files.readAllLines(process.resolve("status"));
    return new ResourceUsage(
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

  /** The median of each value, which ignores single outliers. */
  public static ResourceUsage median(List<ResourceUsage> samples) {
    return new ResourceUsage(
        median(samples, ResourceUsage::heapKb),
        median(samples, ResourceUsage::threads),
        median(samples, ResourceUsage::files),
        median(samples, ResourceUsage::residentKb));
  }

  private static long median(List<ResourceUsage> samples, ToLongFunction<ResourceUsage> value) {
    return samples.stream()
        .map(value::applyAsLong)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(samples.size() / 2);
  }

  public ResourceUsage minus(ResourceUsage earlier) {
    return new ResourceUsage(
        heapKb - earlier.heapKb,
        threads - earlier.threads,
        files - earlier.files,
        residentKb - earlier.residentKb);
  }
}
