package dev.tgfetcher.peers;

import dev.tgfetcher.bench.ResidentMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A measured program. It prints its name when it is ready. For each line of chats on its standard
 * input it prints a number of messages. It ends when its standard input ends.
 */
final class PeerProcess implements ChatReader {
  private static final long TIMEOUT_SECONDS = 60;

  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;
  private final String name;

  private PeerProcess(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader();
    this.requests = process.outputWriter();
    this.name = answer();
  }

  /** Starts a program and waits for its name. Its standard error goes to this process's. */
  static PeerProcess start(Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return new PeerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program of the test class path. */
  static PeerProcess java(
      Path folder, Map<String, String> environment, Class<?> program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return start(folder, environment, command);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long read(List<String> chats) {
    try {
      requests.write(String.join(" ", chats) + "\n");
      requests.flush();
      return Long.parseLong(answer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException("the program ended: " + process.info().commandLine());
    }
    return line;
  }

  @Override
  public Duration cpuTime() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  @Override
  public long peakMegabytes() {
    return ResidentMemory.peakMegabytes(process);
  }

  @Override
  public void close() {
    try {
      requests.close();
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
