package dev.tgfetcher.chaos;

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

/** One worker process under the driver's hands. */
public final class ChaosWorkerProcess {
  /** Begins the line that tells the heap in use after a collection, in KB. */
  static final String HEAP = "heap after collection, KB: ";

  /** Begins the line that tells the threads' names. */
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
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                // What runs in the background of a shell ignores SIGINT, and so would its children.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
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

  String id() {
    return id;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isPaused() {
    return paused;
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(10_000);
  }

  /** SIGTERM; returns at once. {@code Process.destroy} would end its standard input as well. */
  void terminate() {
    signal("-TERM");
  }

  /** SIGINT; returns at once. */
  void interrupt() {
    signal("-INT");
  }

  /** The exit code, as soon as the process ends by itself. */
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

  /** Interrupts the threads that consume commands. */
  void interruptConsumers() {
    tell("interrupt");
  }

  /** Has the process lose hold of memory, a file and a thread. */
  public void leak() {
    tell("leak");
  }

  /** Has the process collect its garbage. */
  long heapAfterCollectionKb() {
    int known = heaps().size();
    tell("heap");
    Awaitility.await().until(() -> heaps().size() > known);
    return Long.parseLong(heaps().get(known).substring(HEAP.length()));
  }

  private List<String> heaps() {
    return output().stream().filter(line -> line.startsWith(HEAP)).toList();
  }

  /** The names of the threads that it has at this moment. */
  List<String> threads() {
    long known = threadLists().count();
    tell("threads");
    Awaitility.await().until(() -> threadLists().count() > known);
    return lastThreads();
  }

  /** Those that it had when it was asked, or when its work had ended. */
  List<String> lastThreads() {
    String names = threadLists().reduce((earlier, later) -> later).orElseThrow();
    return List.of(names.substring(THREADS.length()).split("\\|"));
  }

  private Stream<String> threadLists() {
    return output().stream().filter(line -> line.startsWith(THREADS));
  }

  /** What it has logged so far. */
  List<String> output() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException gone) {
      // It has ended meanwhile.
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
