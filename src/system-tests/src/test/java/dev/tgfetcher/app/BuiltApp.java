package dev.tgfetcher.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the launcher as a person does, in a process of its own. */
public final class BuiltApp {
  /** Tests run in the module's folder. */
  public static final Path LAUNCHER =
      Path.of("..", "..", "tg-fetcher").toAbsolutePath().normalize();

  private static final long PATIENCE_SECONDS = 240;

  /** What a run left behind. */
  public record Result(int exitCode, String out, String err) {}

  private BuiltApp() {}

  public static Result run(
      Path launcher, Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", null);
    Path err = Files.createTempFile(folder, "err", null);
    Process process = start(launcher, folder, environment, out, err, arguments);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), read(out), read(err));
  }

  static Process start(
      Path launcher,
      Path folder,
      Map<String, String> environment,
      Path out,
      Path err,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // Java says on standard error that it has picked these up.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.environment().merge("TGF_JAVA_OPTS", coverage(), (own, more) -> own + " " + more);
    return builder.start();
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** So that what these processes run counts as covered. */
  private static String coverage() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-javaagent:") && option.contains("jacoco"))
        .findFirst()
        .orElse("");
  }
}
