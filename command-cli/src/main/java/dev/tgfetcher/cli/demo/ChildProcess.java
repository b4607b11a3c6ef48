package dev.tgfetcher.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that ends when this process ends. Its output goes to a file. */
final class ChildProcess implements AutoCloseable {
  private static final long GRACE_SECONDS = 5;

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param command a program that ends at the end of its standard input
   * @param folder its working directory, and the folder of its output
   * @param environment all its environment variables
   */
  static ChildProcess start(
      String name, List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start(), log);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The last line of its output; empty if there is none. */
  String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
