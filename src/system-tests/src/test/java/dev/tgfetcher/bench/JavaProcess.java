package dev.tgfetcher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the test class path as a separate process. It prints one line when it is ready, and
 * runs until its standard input ends, which also happens when the parent dies.
 */
public final class JavaProcess implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 90;

  private final Process process;
  private final String ready;

  private JavaProcess(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts the program and waits for its line. Its standard error goes to this process's. */
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
        throw new IllegalStateException(program.getName() + " ended before it was ready");
      }
      return new JavaProcess(process, ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The printed line. */
  public String ready() {
    return ready;
  }

  /** The peak of its resident memory in MB, native memory included. Works on Linux only. */
  public long peakResidentMegabytes() {
    return ResidentMemory.peakMegabytes(process);
  }

  /** Waits until the parent closes the process, or dies. For use by the program. */
  static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // The input is ignored; its end means that the parent has ended.
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
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
