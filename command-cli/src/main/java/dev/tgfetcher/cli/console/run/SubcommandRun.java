package dev.tgfetcher.cli.console.run;

import dev.tgfetcher.config.ExitCode;

/**
 * A subcommand that has ended.
 *
 * @param commandLine does the same in a terminal
 */
public record SubcommandRun(String commandLine, int exitCode, String out, String err) {
  public boolean isDone() {
    return exitCode == ExitCode.DONE;
  }

  /** Both outputs, as a person at a terminal sees them. */
  public String text() {
    return out + err;
  }

  /** Why it failed, as a sentence for the operator. */
  public String problem() {
    String line = err.lines().findFirst().orElse("exit code " + exitCode);
    return line.startsWith("error: ") ? line.substring("error: ".length()) : line;
  }
}
