package dev.tgfetcher.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time of this process in ns, from Linux.
 *
 * @param process all threads, also those that have ended
 * @param binding the thread that receives and parses TDLib's JSON; TDLib writes it on this thread
 * @param tdlib all threads of TDLib
 * @param compiler the threads of Java's compiler, which a longer run needs no more
 */
record CpuTime(long process, long binding, long tdlib, long compiler) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** The CPU time since the start of the process. */
  static CpuTime now() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      List<Path> all = threads.toList();
      return new CpuTime(
          SYSTEM.getProcessCpuTime(),
          sum(all, "tdlib-receiver"),
          // A native thread has the name of the thread that started it, which itself only waits.
          sum(all, WorkerThread.NAME),
          sum(all, "C1 Compiler") + sum(all, "C2 Compiler"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sum(List<Path> threads, String name) throws IOException {
    long nanos = 0;
    for (Path thread : threads) {
      try {
        if (Files.readString(thread.resolve("comm")).startsWith(name)) {
          String spent = Files.readString(thread.resolve("schedstat"));
          nanos += Long.parseLong(spent.substring(0, spent.indexOf(' ')));
        }
      } catch (NoSuchFileException e) {
        // The thread has ended; the measured threads live longer.
      }
    }
    return nanos;
  }

  /** The program's own: all threads, with the garbage collector, but without the three others. */
  long own() {
    return process - binding - tdlib - compiler;
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(
        process - before.process,
        binding - before.binding,
        tdlib - before.tdlib,
        compiler - before.compiler);
  }
}
