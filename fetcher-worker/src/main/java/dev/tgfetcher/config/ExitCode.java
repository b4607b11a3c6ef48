package dev.tgfetcher.config;

/** The exit codes of the program. They are a contract. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int NOT_LOGGED_IN = 3;
  public static final int REDIS_UNREACHABLE = 4;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
