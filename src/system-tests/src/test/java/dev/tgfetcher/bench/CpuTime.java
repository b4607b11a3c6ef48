package dev.tgfetcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time of threads of this process in ns, from Linux.
 *
 * @param worker the thread that converts, spools and writes
 * @param binding the thread that receives and parses TDLib's JSON; TDLib writes it on this thread
 * @param tdlib all threads of TDLib
 */
record CpuTime(long worker, long binding, long tdlib) {

  /** The CPU time since the start of the process. */
  static CpuTime now() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      List<Path> all = threads.toList();
      return new CpuTime(
          sum(all, "processor-1"),
          sum(all, "tdlib-receiver"),
          // A native thread has the name of the thread that started it, which itself only waits.
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
        // The thread has ended; the measured threads live longer.
      }
    }
    return nanos;
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(worker - before.worker, binding - before.binding, tdlib - before.tdlib);
  }
}
