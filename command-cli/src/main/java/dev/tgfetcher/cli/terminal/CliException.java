package dev.tgfetcher.cli.terminal;

import dev.tgfetcher.config.ExitCode;

/** Ends a subcommand with one line for the operator and an exit code for the script. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CliException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public static CliException failed(String message) {
    return new CliException(ExitCode.FAILED, message);
  }

  public static CliException wrongUsage(String message) {
    return new CliException(ExitCode.USAGE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
