package dev.tgfetcher.cli;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.StandardOutput;
import dev.tgfetcher.config.ExitCode;

/** The program {@code tg-fetcher}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    StandardOutput out = StandardOutput.ofThisProcess();
    CliContext context = CliContext.ofThisProcess(Main.class, out.writer());
    int exitCode = TgFetcher.commandLine(context).execute(arguments);
    String failure = out.failure().orElse(null);
    if (failure != null) {
      context.err().println("error: standard output is not complete: " + failure);
      exitCode = exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode;
    }
    System.exit(exitCode);
  }
}
