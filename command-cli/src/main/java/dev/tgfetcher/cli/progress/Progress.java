package dev.tgfetcher.cli.progress;

import java.io.PrintWriter;

/** Lines for the person who watches; on a terminal the last one is redrawn in place. */
public final class Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean redraws;

  public Progress(PrintWriter out, boolean redraws) {
    this.out = out;
    this.redraws = redraws;
  }

  /** A line that stays. */
  public void say(String line) {
    out.println(redraws ? CLEAR + line : line);
    out.flush();
  }

  /** What is true at the moment; nothing where it could not be redrawn. */
  public void show(String line) {
    if (redraws) {
      out.print(CLEAR + line);
      out.flush();
    }
  }

  /** Takes away what was shown last. */
  public void clear() {
    if (redraws) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
