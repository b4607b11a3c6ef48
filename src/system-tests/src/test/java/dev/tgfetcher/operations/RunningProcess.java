package dev.tgfetcher.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in the background, which ends with the test. Its output goes to a file. */
final class RunningProcess implements AutoCloseable {
  private static final long GRACE_SECONDS = 90;

  private final Process process;
  private final Path log;

  private RunningProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static RunningProcess start(Path folder, String... command) {
    return start(folder, Map.of(), List.of(command));
  }

  static RunningProcess start(Path folder, Map<String, String> environment, List<String> command) {
    Path log = folder.resolve(Path.of(command.get(0)).getFileName() + ".log");
    // A build behind nohup ignores SIGHUP, and so would its child processes.
    List<String> withSignals = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    withSignals.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(withSignals)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new RunningProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal, such as {@code HUP}. */
  void signal(String name) {
    new ExternalTool(Path.of("/bin/bash")).run("-c", "kill -" + name + " " + process.pid());
  }

  /** The output of the program until now. */
  String log() {
    return Repository.text(log);
  }

  /** Throws an exception with the output if the program has ended. */
  void requireLife() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the program has ended: " + Repository.text(log));
    }
  }

  /** Sends SIGTERM, and SIGKILL if the program does not end in time. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
