package dev.tgfetcher.operations;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program that a test needs and the build does not bring. If it is missing, the test is skipped
 * with a message. In CI the test fails, because skipped tests are easy to overlook there.
 */
record ExternalTool(Path executable, Path directory) {
  private static final long PATIENCE_SECONDS = 60;

  ExternalTool(Path executable) {
    this(executable, Path.of(""));
  }

  /** The result of a run; {@code output} has both streams. */
  public record Result(int exitCode, String output) {}

  /** From Debian's package prometheus. */
  static ExternalTool promtool() {
    return required("promtool", "prometheus");
  }

  /** From Debian's package prometheus. */
  static ExternalTool prometheus() {
    return required("prometheus", "prometheus");
  }

  /** From Debian's package prometheus-alertmanager, which has amtool, too. */
  static ExternalTool alertmanager() {
    return required("prometheus-alertmanager", "prometheus-alertmanager");
  }

  static ExternalTool amtool() {
    return required("amtool", "prometheus-alertmanager");
  }

  /** Debian's Python with redis-py, from its package python3-redis. */
  static ExternalTool pythonWithRedis() {
    Path python = Path.of("/usr/bin/python3");
    return Optional.of(new ExternalTool(python))
        .filter(tool -> python.toFile().canExecute())
        .filter(tool -> tool.run("-c", "import redis").exitCode() == 0)
        .orElseGet(() -> missing("redis-py", "python3-redis"));
  }

  private static ExternalTool required(String name, String debianPackage) {
    return found(name).orElseGet(() -> missing(name, debianPackage));
  }

  private static ExternalTool missing(String name, String debianPackage) {
    String remedy =
        name + " is missing, so this test did not run: apt-get install " + debianPackage;
    return "true".equals(System.getenv("CI")) ? fail(remedy) : abort(remedy);
  }

  static Optional<ExternalTool> found(String name) {
    for (String folder : Pattern.compile(File.pathSeparator).split(System.getenv("PATH"), -1)) {
      Path candidate = Path.of(folder, name);
      if (candidate.toFile().canExecute()) {
        return Optional.of(new ExternalTool(candidate));
      }
    }
    return Optional.empty();
  }

  /** This program with another working directory. */
  ExternalTool in(Path where) {
    return new ExternalTool(executable, where);
  }

  Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  Result run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toAbsolutePath().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
