package dev.tgfetcher.cli;

import dev.tgfetcher.worker.ExitCode;

/** Ends a verb with one line for the person and an exit code for the script. */
final class VerbFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private VerbFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static VerbFailure failed(String message) {
    return new VerbFailure(ExitCode.FAILED, message);
  }

  static VerbFailure wrongUsage(String message) {
    return new VerbFailure(ExitCode.USAGE, message);
  }

  static VerbFailure notLoggedIn(String message) {
    return new VerbFailure(ExitCode.NOT_LOGGED_IN, message);
  }

  int exitCode() {
    return exitCode;
  }
}
