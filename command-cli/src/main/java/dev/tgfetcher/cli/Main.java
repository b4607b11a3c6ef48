package dev.tgfetcher.cli;

/** The program {@code tg-fetcher}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int exitCode = TgFetcher.commandLine(Surroundings.ofThisProcess()).execute(arguments);
    System.exit(exitCode);
  }
}
