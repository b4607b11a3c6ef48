package dev.tgfetcher.telegram.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program and waits for its end. */
@FunctionalInterface
interface ProcessRunner {

  /**
   * The end of a program.
   *
   * @param output standard output and error together
   */
  record Outcome(int exitCode, String output) {}

  /**
   * Runs a command in a directory.
   *
   * @throws IOException when the program does not exist
   */
  Outcome run(List<String> command, Path directory) throws IOException, InterruptedException;

  /** Returns a runner that starts processes of this machine. */
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
