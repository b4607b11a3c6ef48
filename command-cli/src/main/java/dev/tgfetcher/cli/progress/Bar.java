package dev.tgfetcher.cli.progress;

/** A bar that fills from the left. */
public final class Bar {
  private Bar() {}

  /**
   * Draws it.
   *
   * @param width of all, brackets included
   */
  public static String of(long done, long total, int width) {
    int inside = Math.max(1, width - 2);
    long filled = total <= 0 ? inside : Math.min(inside, inside * done / total);
    return "[" + "#".repeat((int) filled) + ".".repeat((int) (inside - filled)) + "]";
  }
}
