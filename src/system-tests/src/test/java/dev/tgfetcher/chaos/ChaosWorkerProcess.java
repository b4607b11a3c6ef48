package dev.tgfetcher.chaos;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A worker process that a test controls by signals and lines on its standard input. */
public final class ChaosWorkerProcess {
  /** The start of the line with the used heap after a collection, in KB. */
  static final String HEAP = "heap after collection, KB: ";

  /** The start of the line with the names of all threads. */
  static final String THREADS = "threads: ";

  private final String id;
  private final Path output;
  private final Process process;
  private volatile boolean paused;

  private ChaosWorkerProcess(String id, Path output, Process process) {
    this.id = id;
    this.output = output;
    this.process = process;
  }

  public static ChaosWorkerProcess start(String id, Map<String, String> environment, Path logs) {
    return start(id, environment, logs, null);
  }

  /**
   * Starts a worker.
   *
   * @param planted the folder that is first on its class path; null for none
   */
  static ChaosWorkerProcess start(
      String id, Map<String, String> environment, Path logs, @Nullable Path planted) {
    String classPath = System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                // A background job of a shell ignores SIGINT, and its children would inherit that.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                planted == null ? classPath : planted + File.pathSeparator + classPath,
                WorkerMain.class.getName(),
                logs.toString()));
    builder.environment().putAll(environment);
    builder.environment().put("WORKER_ID", id);
    builder.redirectErrorStream(true);
    Path output = logs.resolve(id + ".log");
    builder.redirectOutput(output.toFile());
    try {
      return new ChaosWorkerProcess(id, output, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String id() {
    return id;
  }

  long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  boolean isPaused() {
    return paused;
  }

  /** Sends SIGKILL, and waits up to 10 s for the end of the process. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(10_000);
  }

  /** Sends SIGTERM. {@code Process.destroy} would also close its standard input. */
  void terminate() {
    signal("-TERM");
  }

  /** Sends SIGINT. */
  void interrupt() {
    signal("-INT");
  }

  /** Waits for the end of the process, and returns its exit code. */
  int exitCode() {
    Awaitility.await(id + " ends").until(() -> !isAlive());
    return process.exitValue();
  }

  void awaitEnd(long millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void pause() {
    paused = true;
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
    paused = false;
  }

  /** Interrupts the threads that process commands. */
  void interruptProcessors() {
    writeLine("interrupt");
  }

  /** Lets the process leak memory, a file and a thread. */
  public void leak() {
    writeLine("leak");
  }

  /** Runs a garbage collection in the process, and returns the used heap in KB. */
  long heapAfterCollectionKb() {
    int known = heaps().size();
    writeLine("heap");
    Awaitility.await().until(() -> heaps().size() > known);
    return Long.parseLong(heaps().get(known).substring(HEAP.length()));
  }

  private List<String> heaps() {
    return output().stream().filter(line -> line.startsWith(HEAP)).toList();
  }

  /** The names of its current threads. */
  List<String> threads() {
    long known = threadLists().count();
    writeLine("threads");
    Awaitility.await().until(() -> threadLists().count() > known);
    return lastThreads();
  }

  /** The latest printed thread names; a worker also prints them when it has stopped. */
  List<String> lastThreads() {
    String names = threadLists().reduce((earlier, later) -> later).orElseThrow();
    return List.of(names.substring(THREADS.length()).split("\\|"));
  }

  private Stream<String> threadLists() {
    return output().stream().filter(line -> line.startsWith(THREADS));
  }

  /** The lines of its log so far. */
  List<String> output() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets how far its clock is ahead of that of the machine. */
  void stepClock(long secondsAhead) {
    writeLine("clock " + secondsAhead);
  }

  private void writeLine(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException gone) {
      // The process has ended.
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
