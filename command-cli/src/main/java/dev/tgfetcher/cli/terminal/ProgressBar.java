package dev.tgfetcher.cli.terminal;

/** A bar that fills from the left. */
public final class ProgressBar {
  private static final int SMALLEST = 6;

  private ProgressBar() {}

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

  /**
   * Draws it in front of a text.
   *
   * @param width of the bar where there is room; where there is little it is smaller, or left out
   * @param room for all of it
   */
  public static String before(String text, long done, long total, int width, int room) {
    int left = Math.min(width, room - text.length() - 1);
    return left < SMALLEST ? text : of(done, total, left) + " " + text;
  }
}
