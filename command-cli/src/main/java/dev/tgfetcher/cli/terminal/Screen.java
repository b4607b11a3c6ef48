package dev.tgfetcher.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * Draws frames on the whole screen of a terminal, without flicker: each frame overwrites the last
 * one, and only the rest of that is wiped. {@link #close} restores the former content.
 */
public final class Screen implements AutoCloseable {
  private static final String OPEN = "\u001b[?1049h\u001b[?25l";
  private static final String CLOSE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String WIPE_LINE = "\u001b[K";
  private static final String WIPE_BELOW = "\u001b[J";

  private final PrintWriter out;

  private Screen(PrintWriter out) {
    this.out = out;
  }

  public static Screen open(PrintWriter out) {
    out.print(OPEN);
    return new Screen(out);
  }

  /** Draws the lines that fit on the screen, in one write. */
  public void draw(List<String> lines, int columns, int rows) {
    StringBuilder frame = new StringBuilder(HOME);
    int shown = Math.min(lines.size(), rows);
    for (int i = 0; i < shown; i++) {
      frame.append(cut(lines.get(i), columns)).append(WIPE_LINE);
      // A line break in the last row would scroll the screen.
      frame.append(i < rows - 1 ? "\r\n" : "");
    }
    frame.append(shown < rows ? WIPE_BELOW : "");
    out.print(frame);
    out.flush();
  }

  /** Leaves one column free: a wipe in the last column would delete its character. */
  private static String cut(String line, int columns) {
    int fits = Math.max(0, columns - 1);
    return line.codePointCount(0, line.length()) <= fits
        ? line
        : line.substring(0, line.offsetByCodePoints(0, fits));
  }

  @Override
  public void close() {
    out.print(CLOSE);
    out.flush();
  }
}
