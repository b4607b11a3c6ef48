package dev.tgfetcher.cli.terminal;

/** A bar that fills from the left. */
public final class ProgressBar {
  private static final int SMALLEST = 6;

  private ProgressBar() {}

  /**
   * Draws the bar.
   *
   * @param width in columns, brackets included
   */
  public static String of(long done, long total, int width) {
    int inside = Math.max(1, width - 2);
    long filled = total <= 0 ? inside : Math.min(inside, inside * done / total);
    return "[" + "#".repeat((int) filled) + ".".repeat((int) (inside - filled)) + "]";
  }

  /**
   * Draws the bar in front of a text. With little room the bar is smaller, or left out.
   *
   * @param width of the bar, in columns, if there is room
   * @param room for the bar and the text, in columns
   */
  public static String before(String text, long done, long total, int width, int room) {
    int available = Math.min(width, room - text.length() - 1);
    return available < SMALLEST ? text : of(done, total, available) + " " + text;
  }
}
