package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.Age;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a sweep is, in one line that is redrawn: a bar, the rate, and how long it will take. */
public final class SweepProgress {
  private static final String CLEAR = "\r\u001b[K";
  private static final int WIDTH = 24;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final double NANOS_A_SECOND = 1e9;

  private final PrintWriter out;
  private final boolean redraws;
  private final long total;
  private final LongSupplier nanos;
  private final long start;
  private long drawn;

  /**
   * Draws nothing yet.
   *
   * @param redraws false where a line cannot be drawn again: then nothing is drawn
   * @param nanos a clock that only runs forward, in ns
   */
  public SweepProgress(PrintWriter out, boolean redraws, long total, LongSupplier nanos) {
    this.out = out;
    this.redraws = redraws;
    this.total = total;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.drawn = start;
  }

  /** Draws, if it was not drawn a moment ago. */
  public void show(long done) {
    long now = nanos.getAsLong();
    if (redraws && (now - drawn >= REDRAW_NANOS || done == total)) {
      drawn = now;
      out.print(CLEAR + line(done, (now - start) / NANOS_A_SECOND));
      out.flush();
    }
  }

  private String line(long done, double seconds) {
    int filled = (int) (WIDTH * done / Math.max(1, total));
    double rate = done / Math.max(seconds, 0.001);
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d of %,d  %,.1f/s  %s left",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        done,
        total,
        rate,
        Age.ofSeconds(Math.round((total - done) / Math.max(rate, 0.001))));
  }

  /** Takes the line away. */
  public void clear() {
    if (redraws) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
