package dev.tgfetcher.chaos;

import dev.tgfetcher.log.Logging;
import dev.tgfetcher.worker.ExitCode;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.StopSignal;
import dev.tgfetcher.worker.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A worker in a process of its own, configured by its environment. It stops at SIGTERM, interrupts
 * its consumer at the line {@code interrupt} on standard input, logs its heap at {@code heap}, and
 * dies with the one who started it.
 */
final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] args) throws InterruptedException {
    Logging.text(System.out, "INFO");
    StopSignal stop = new StopSignal();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, ended), "sigterm"));
    Thread parent = new Thread(WorkerMain::listenToParent, "parent");
    parent.setDaemon(true);
    parent.start();
    try {
      new Launcher(
              Settings.load(System.getenv(), Path.of(args[0])),
              Path.of(System.getenv("TDLIB_LIBRARY")),
              stop,
              InstantSource.system(),
              new Random())
          .run();
    } finally {
      ended.countDown();
    }
  }

  private static void stopAndWait(StopSignal stop, CountDownLatch ended) {
    stop.stop(ExitCode.DONE);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void listenToParent() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        obey(line);
      }
    } catch (IOException e) {
      // The same as an end.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void obey(String line) {
    if (line.equals("heap")) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      long used = runtime.totalMemory() - runtime.freeMemory();
      System.out.println(WorkerProcess.HEAP + used / 1024);
    } else {
      interruptProcessors();
    }
  }

  private static void interruptProcessors() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("processor-"))
        .forEach(Thread::interrupt);
  }
}
