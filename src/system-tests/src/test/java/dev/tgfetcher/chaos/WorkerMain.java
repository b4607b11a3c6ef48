package dev.tgfetcher.chaos;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.log.Logging;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.ProcessSignals;
import dev.tgfetcher.worker.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A worker as a separate process, with its settings in the environment. It handles signals, and
 * these lines on standard input: {@code interrupt} interrupts its processors, {@code heap} and
 * {@code threads} print a line, {@code leak} leaks memory, {@code clock N} sets its clock N seconds
 * ahead. It ends when its standard input ends.
 */
final class WorkerMain {
  private static final List<Object> LEAKED = new ArrayList<>();
  private static volatile Duration ahead = Duration.ZERO;

  private WorkerMain() {}

  public static void main(String[] args) throws InterruptedException {
    Logging.text(System.out, "INFO");
    StopSignal stop = new StopSignal();
    ProcessSignals.listen(stop, () -> {});
    Thread parent = new Thread(WorkerMain::readCommands, "parent");
    parent.setDaemon(true);
    parent.start();
    int exitCode =
        new Launcher(
                Settings.load(System.getenv(), Path.of(args[0])),
                Path.of(System.getenv("TDLIB_LIBRARY")),
                stop,
                () -> Instant.now().plus(ahead),
                new Random())
            .run();
    printThreads();
    System.exit(exitCode);
  }

  private static void readCommands() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        execute(line);
      }
    } catch (IOException e) {
      // A broken input counts as its end.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void execute(String line) {
    if (line.equals("heap")) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      long used = runtime.totalMemory() - runtime.freeMemory();
      System.out.println(ChaosWorkerProcess.HEAP + used / 1024);
    } else if (line.equals("threads")) {
      printThreads();
    } else if (line.equals("leak")) {
      leak();
    } else if (line.startsWith("clock ")) {
      ahead = Duration.ofSeconds(Long.parseLong(line.substring("clock ".length())));
    } else {
      interruptProcessors();
    }
  }

  /** Leaks memory, a file and a thread. */
  private static void leak() {
    try {
      LEAKED.add(new byte[448 << 10]);
      LEAKED.add(Files.newInputStream(Path.of("/dev/null")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread idle = new Thread(LockSupport::park, "leaked");
    idle.setDaemon(true);
    idle.start();
  }

  private static void printThreads() {
    System.out.println(
        ChaosWorkerProcess.THREADS
            + Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .sorted()
                .collect(Collectors.joining("|")));
  }

  private static void interruptProcessors() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("processor-"))
        .forEach(Thread::interrupt);
  }
}
