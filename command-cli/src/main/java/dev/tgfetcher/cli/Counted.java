package dev.tgfetcher.cli;

/** A number with its noun. */
final class Counted {
  private Counted() {}

  static String commands(int count) {
    return count == 1 ? "1 command" : count + " commands";
  }
}
