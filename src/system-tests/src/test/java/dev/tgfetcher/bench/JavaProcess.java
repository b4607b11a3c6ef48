package dev.tgfetcher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the test class path in a process of its own. It prints one line when it is ready,
 * and runs until its standard input ends, as it does when the parent dies.
 */
public final class JavaProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final String ready;

  private JavaProcess(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts the program and waits for its line; what it logs goes to this process's own log. */
  public static JavaProcess start(
      Class<?> program, List<String> jvmOptions, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      BufferedReader out = process.inputReader();
      String ready = out.readLine();
      if (ready == null) {
        throw new IllegalStateException(program.getName() + " ended at once");
      }
      return new JavaProcess(process, ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line that it printed. */
  public String ready() {
    return ready;
  }

  /** The most that it ever had resident, native memory included, in MB. Linux alone tells it. */
  public long peakResidentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the program: waits until its parent has closed it, or is gone. */
  static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // What the parent writes does not matter, only that it is still there.
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
