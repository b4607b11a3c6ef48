package dev.tgfetcher.cli.terminal;

/** Formats a number with its noun. */
public final class Plural {
  private Plural() {}

  public static String commands(int count) {
    return count == 1 ? "1 command" : count + " commands";
  }
}
