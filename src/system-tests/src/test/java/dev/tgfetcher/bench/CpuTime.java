package dev.tgfetcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time in ns of this process's threads, as Linux counts it.
 *
 * @param worker converts, spools and writes
 * @param binding takes answers over from TDLib, which writes its JSON on this thread, and parses
 * @param tdlib all threads of TDLib's own
 */
record CpuTime(long worker, long binding, long tdlib) {

  /** So far. */
  static CpuTime now() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      List<Path> all = threads.toList();
      return new CpuTime(
          sum(all, "processor-1"),
          sum(all, "tdlib-receiver"),
          // A native thread is called like the one that started it, and that one only waits.
          sum(all, WorkerThread.NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sum(List<Path> threads, String name) throws IOException {
    long nanos = 0;
    for (Path thread : threads) {
      try {
        if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
          String spent = Files.readString(thread.resolve("schedstat"));
          nanos += Long.parseLong(spent.substring(0, spent.indexOf(' ')));
        }
      } catch (NoSuchFileException e) {
        // It has ended meanwhile; the threads that count live longer than what is measured.
      }
    }
    return nanos;
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(worker - before.worker, binding - before.binding, tdlib - before.tdlib);
  }
}
