package dev.tgfetcher.cli.terminal;

import java.io.PrintWriter;

/** Prints progress; on a terminal the last line is redrawn in place. */
public final class ProgressLines {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean redraws;
  private final int columns;

  /**
   * Creates progress lines for a stream.
   *
   * @param redraws whether a line can be redrawn there
   * @param columns of the terminal
   */
  public ProgressLines(PrintWriter out, boolean redraws, int columns) {
    this.out = out;
    this.redraws = redraws;
    this.columns = columns;
  }

  /** Prints a line that stays. */
  public void print(String line) {
    out.println(redraws ? CLEAR + line : line);
    out.flush();
  }

  /** Shows a line until the next one; shows nothing where a line cannot be redrawn. */
  public void show(String line) {
    if (redraws) {
      out.print(CLEAR + cut(line));
      out.flush();
    }
  }

  /**
   * The width of the longest line that can still be redrawn after Ctrl-C. The terminal writes
   * {@code ^C} behind the line, and may wrap after its last column.
   */
  public int width() {
    return Math.max(0, columns - 3);
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= width()
        ? line
        : line.substring(0, line.offsetByCodePoints(0, width()));
  }

  /** Clears the line that {@link #show} drew last. */
  public void clear() {
    if (redraws) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
