package dev.tgfetcher.chaos;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One worker process under the driver's hands. */
final class WorkerProcess {
  private final String id;
  private final Process process;
  private volatile boolean paused;

  private WorkerProcess(String id, Process process) {
    this.id = id;
    this.process = process;
  }

  static WorkerProcess start(String id, Map<String, String> environment, Path logs) {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
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
    builder.redirectOutput(new File(logs.toFile(), id + ".log"));
    try {
      return new WorkerProcess(id, builder.start());
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
  void kill() {
    process.destroyForcibly();
    awaitEnd(10_000);
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    process.destroy();
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
    try {
      OutputStream in = process.getOutputStream();
      in.write("interrupt\n".getBytes(StandardCharsets.US_ASCII));
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
