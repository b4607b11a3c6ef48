package dev.tgfetcher.telegram.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
@FunctionalInterface
interface ProcessRunner {

  /**
   * What became of a program.
   *
   * @param output standard output and error, as they came
   */
  record Outcome(int exitCode, String output) {}

  /**
   * Runs the command in the directory.
   *
   * @throws IOException when there is no such program
   */
  Outcome run(List<String> command, Path directory) throws IOException, InterruptedException;

  /** As a process of this machine. */
  static ProcessRunner processes() {
    return (command, directory) -> {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      try {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
      } finally {
        process.destroy();
      }
    };
  }
}
