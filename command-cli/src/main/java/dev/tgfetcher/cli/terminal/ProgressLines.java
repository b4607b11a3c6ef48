package dev.tgfetcher.cli.terminal;

import java.io.PrintWriter;

/** Lines for the person who watches; on a terminal the last one is redrawn in place. */
public final class ProgressLines {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean redraws;
  private final int columns;

  /**
   * Shows nothing yet.
   *
   * @param redraws whether a line can be drawn again there
   * @param columns of the terminal
   */
  public ProgressLines(PrintWriter out, boolean redraws, int columns) {
    this.out = out;
    this.redraws = redraws;
    this.columns = columns;
  }

  /** A line that stays. */
  public void say(String line) {
    out.println(redraws ? CLEAR + line : line);
    out.flush();
  }

  /** What is true at the moment; nothing where it could not be redrawn. */
  public void show(String line) {
    if (redraws) {
      out.print(CLEAR + cut(line));
      out.flush();
    }
  }

  /**
   * How wide a line is that still can be redrawn after Ctrl-C: the terminal itself writes {@code
   * ^C} behind it, and may begin another line in its last column.
   */
  public int width() {
    return Math.max(0, columns - 3);
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= width()
        ? line
        : line.substring(0, line.offsetByCodePoints(0, width()));
  }

  /** Takes away what was shown last. */
  public void clear() {
    if (redraws) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
