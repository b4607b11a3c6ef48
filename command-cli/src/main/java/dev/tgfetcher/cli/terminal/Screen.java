package dev.tgfetcher.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * A terminal's whole screen, drawn again and again without flicker: each frame is written over the
 * last one, and only what is left of that is wiped. What was there before comes back at the end.
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

  /** Draws what fits of the lines, in one piece. */
  public void draw(List<String> lines, int columns, int rows) {
    StringBuilder frame = new StringBuilder(HOME);
    int shown = Math.min(lines.size(), rows);
    for (int i = 0; i < shown; i++) {
      frame.append(cut(lines.get(i), columns)).append(WIPE_LINE);
      // A line break in the last row would move all others up.
      frame.append(i < rows - 1 ? "\r\n" : "");
    }
    frame.append(shown < rows ? WIPE_BELOW : "");
    out.print(frame);
    out.flush();
  }

  /** One column stays free: wiping the line from the last one would take its letter away. */
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
