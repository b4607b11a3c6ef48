package dev.tgfetcher.telegram.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fetches a package with {@code npm pack}. */
final class NpmPackage {
  private static final Pattern ERROR_LINE = Pattern.compile("(?i)npm (?:error|ERR!) (.*)");

  /** Error lines of npm that give details only; a later line has the reason. */
  private static final Pattern DETAIL = Pattern.compile("(?:code|errno|syscall|path) .*");

  private final ProcessRunner runner;
  private final String program;

  NpmPackage(ProcessRunner runner, String osName) {
    this.runner = runner;
    this.program = osName.toLowerCase(Locale.ROOT).startsWith("windows") ? "npm.cmd" : "npm";
  }

  /**
   * Fetches a package into an empty folder and returns its archive.
   *
   * @throws IOException with a message of one line, when npm is missing or fails
   */
  Path fetch(String spec, Path folder) throws IOException, InterruptedException {
    ProcessRunner.Outcome outcome = pack(spec, folder);
    if (outcome.exitCode() != 0) {
      throw new IOException("npm says: " + firstError(outcome.output()));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> new IOException("npm packed nothing"));
    }
  }

  private ProcessRunner.Outcome pack(String spec, Path folder)
      throws IOException, InterruptedException {
    try {
      return runner.run(
          List.of(program, "pack", spec, "--loglevel=error", "--fetch-retries=1"), folder);
    } catch (IOException e) {
      throw new IOException("npm is not installed", e);
    }
  }

  private static String firstError(String output) {
    return output
        .lines()
        .map(ERROR_LINE::matcher)
        .filter(line -> line.matches() && !DETAIL.matcher(line.group(1)).matches())
        .map(line -> line.group(1).strip())
        .findFirst()
        .or(() -> output.lines().filter(line -> !line.isBlank()).findFirst())
        .orElse("nothing");
  }
}
